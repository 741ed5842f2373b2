"""HKS: pre-commit hooks."""
