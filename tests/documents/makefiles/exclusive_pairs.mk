ifdef CI
lint:
	ruff check --output-format=github
endif
ifndef CI
lint:
	ruff check
endif
ifeq ($(MODE),fast)
test: ; pytest -x
endif
ifeq ($(MODE),full)
test: ; pytest
endif
