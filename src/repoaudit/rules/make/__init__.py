"""MAK: Makefile."""
