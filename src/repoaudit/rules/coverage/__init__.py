"""COV: coverage."""
