#* Variables
SHELL := /usr/bin/env bash
PYTHON := python
PYTHONPATH := `pwd`

#* Poetry
.PHONY: poetry-download
poetry-download:
	curl -sSL https://install.python-poetry.org | $(PYTHON) -

.PHONY: pre-commit-install
pre-commit-install:
	poetry run pre-commit install

#* Linting
.PHONY: test
test:
	PYTHONPATH=$(PYTHONPATH) poetry run pytest -c pyproject.toml --cov-report=html --cov=app tests/
	poetry run coverage-badge -o assets/images/coverage.svg -f

.PHONY: lint
lint: test check-codestyle mypy check-safety
check-codestyle mypy check-safety:
	poetry run $@ || true
