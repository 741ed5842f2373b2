PYTHON ?= python
CONFIG ?= configs/default.yaml
DATA_DIR := data
RAW := $(DATA_DIR)/raw
GPU_IDS := 0,1,2,3

.PHONY: data features train evaluate pipeline mlflow-ui

pipeline: data features train evaluate ## Run it all

data: $(RAW)/train.csv
$(RAW)/train.csv:
	@mkdir -p $(@D)
	dvc pull $@.dvc

features: data
	$(PYTHON) -m src.features --in $(RAW) --out $(DATA_DIR)/features

train: features
	CUDA_VISIBLE_DEVICES=$(GPU_IDS) torchrun --nproc_per_node=4 \
		-m src.train \
		--config $(CONFIG) \
		2>&1 | tee logs/train.log

evaluate: train
	-$(PYTHON) -m src.evaluate

mlflow-ui:
	mlflow ui --backend-store-uri sqlite:///mlflow.db --port 5000 &
