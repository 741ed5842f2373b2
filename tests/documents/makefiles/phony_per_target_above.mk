PROJECT = demo

.PHONY: install
install:
	pip install -e .

.PHONY: test
test: install
	pytest

# builds the wheel
.PHONY: build
build:
	python -m build

lint:
	ruff check
