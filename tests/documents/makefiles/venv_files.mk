VENV := .venv
BIN := $(VENV)/bin
STAMP = $(VENV)/.stamp

$(BIN)/python:
	python3 -m venv $(VENV)

$(STAMP): requirements.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/pip install -r requirements.txt -r requirements-dev.txt
	touch $@

.PHONY: test
test: $(STAMP)
	$(BIN)/pytest

clean:
	-rm -rf $(VENV)
