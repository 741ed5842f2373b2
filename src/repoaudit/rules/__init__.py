"""The rules, one per file, one package per family."""
