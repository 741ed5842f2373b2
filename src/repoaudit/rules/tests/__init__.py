"""TST: pytest and the tests."""
