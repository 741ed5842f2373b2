"""TYP: type checking."""
