ifeq ($(OS),Windows_NT)
    PYTHON = python
    VENV_BIN = .venv/Scripts
    RM = del /Q
else
    PYTHON = python3
    VENV_BIN = .venv/bin
    ifeq ($(shell uname),Darwin)
        OPEN = open
    else
        OPEN = xdg-open
    endif
endif

.venv: pyproject.toml
	$(PYTHON) -m venv .venv
	$(VENV_BIN)/pip install -e .

docs: .venv
ifeq ($(OS),Windows_NT)
	start docs/index.html
else
	$(OPEN) docs/index.html
endif
	@echo done
