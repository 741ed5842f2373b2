SHELL := /bin/bash

all: help

help:
	@echo "Targets:"
	@grep -E '^[a-zA-Z_-]+:.*?## .*$$' $(MAKEFILE_LIST) | sort | \
		awk 'BEGIN {FS = ":.*?## "}; {printf "  %-15s %s\n", $$1, $$2}'

train:  ## Train: needs a GPU (see docs)
	python -m model.train --config=configs/base.yaml

.PHONY: all help train
