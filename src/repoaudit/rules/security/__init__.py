"""Rules about security: scanners of code, and secrets that are tracked."""
