ifdef CI
PYTEST_ARGS = -n auto
test:
	pytest $(PYTEST_ARGS)
else
test: install
	pytest -x
endif

ifneq "$(strip $(GPU))" ""
train:
	python train.py --gpu
else ifeq ($(CPU), yes)
train:
	python train.py --cpu
else
train:
	@echo choose; exit 1
endif

install:
	pip install .
