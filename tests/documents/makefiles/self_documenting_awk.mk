.DEFAULT_GOAL := help
.PHONY: help install test lint

help: ## Show this help
	@awk 'BEGIN {FS = ":.*?## "} /^[a-zA-Z_-]+:.*?## / {printf "\033[36m%-20s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## Install the package and its development tools
	uv sync --all-extras

test: install ## Run the tests
	uv run pytest -q

lint: ## Check style
	uv run ruff check .
	uv run ruff format --check .
