-include .env
sinclude local.mk
export

.PHONY: run
run:
	uvicorn app.main:app --host 0.0.0.0 --port $${PORT:-8000} --reload
