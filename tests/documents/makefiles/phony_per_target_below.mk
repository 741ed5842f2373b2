install:
	pip install -e .
.PHONY: install

test: install
	pytest
.PHONY: test

lint:
	ruff check
