export PYTHONPATH := src
export DATABASE_URL ?= postgresql://user:secret@localhost:5432/db
export A B C
unexport A
export   TOKEN=abc # not a secret

migrate:
	alembic upgrade head
