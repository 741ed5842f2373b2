# Everything here runs in a virtual environment of its own, made on first use.
VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin
PYTEST_FLAGS ?= -n auto

.DEFAULT_GOAL := help
.PHONY: help demo check lint types imports generated test trust oracle fuzz mutants facts audit docs site bench clean

help:  ## Show this list
	@awk 'BEGIN {FS = ":.*?## "} /^[a-z][a-z-]*:.*?## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

demo: $(VENV)/.ready  ## Audit a small repository that has findings
	$(BIN)/repoaudit check tests/fixtures/churn-model --exit-zero

check: lint types imports generated test trust audit  ## All that CI checks

lint: $(VENV)/.ready  ## ruff: rules and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.ready  ## mypy --strict
	$(BIN)/mypy

imports: $(VENV)/.ready  ## The layers of docs/design.md
	$(BIN)/lint-imports

generated: $(VENV)/.ready  ## Generated files are current
	$(BIN)/python tools/render_index.py --check
	$(BIN)/python tools/render_pages.py --check
	$(BIN)/python tools/render_reference.py --check
	$(BIN)/python tools/render_flags.py --check
	$(BIN)/python tools/render_schema.py --check
	$(BIN)/python tools/render_settings.py --check
	$(BIN)/python tools/render_picture.py --check

# Measuring makes these three times as long: they start programs, or try thousands of inputs.
TRUST = tests/oracle tests/test_interrupted.py tests/test_confinement.py tests/test_stability.py \
	tests/test_hostile_text.py tests/test_fuzz.py

test: $(VENV)/.ready  ## Tests in parallel, with coverage
	$(BIN)/python -m pytest $(PYTEST_FLAGS) $(addprefix --ignore=,$(TRUST)) --cov --cov-report=term

trust: $(VENV)/.ready  ## Comparisons with the tools, kills, hostile trees, mutated inputs: without coverage
	$(BIN)/python -m pytest $(PYTEST_FLAGS) $(TRUST)

oracle: $(VENV)/.ready  ## Ask the real tools the same questions; at length with REPOAUDIT_ORACLE=long
	$(BIN)/python -m pytest $(PYTEST_FLAGS) tests/oracle

facts: $(VENV)/.ready  ## Ask the package index what newer releases changed, and bring tables of facts up to date
	$(BIN)/python tools/refresh_facts.py $(FACTS)

fuzz: $(VENV)/.ready  ## Inputs that nobody would write: to every reader, and whole runs on mutated trees
	$(BIN)/python -m pip install --quiet --group fuzz
	$(BIN)/python tools/fuzz.py readers
	$(BIN)/python tools/fuzz.py trees

mutants: $(VENV)/.ready  ## Change the code in small ways and count what the tests notice
	$(BIN)/python tools/mutate.py

audit: $(VENV)/.ready  ## repoaudit on itself
	$(BIN)/repoaudit check .

docs: $(VENV)/.ready  ## Write the generated pages and the picture of the README
	$(BIN)/python tools/render_index.py
	$(BIN)/python tools/render_flags.py
	$(BIN)/python tools/render_schema.py
	$(BIN)/python tools/render_pages.py
	$(BIN)/python tools/render_reference.py
	$(BIN)/python tools/render_picture.py

site: $(VENV)/.ready  ## Build the documentation site into site/, strictly
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/.ready  ## Time and memory as ratios to the interpreter; REPOAUDIT_CORPUS names the corpus
	$(BIN)/python benchmarks/run.py

clean:  ## Remove the virtual environment and caches
	rm -rf $(VENV) build dist site htmlcov .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
