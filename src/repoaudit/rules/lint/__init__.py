"""LNT: linting and formatting."""
