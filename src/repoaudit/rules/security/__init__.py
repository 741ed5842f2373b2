"""SEC: scanners of code, and secrets that are tracked."""
