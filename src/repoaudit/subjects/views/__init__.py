"""The top floor: the project, its test suite, and facts that several files declare."""
