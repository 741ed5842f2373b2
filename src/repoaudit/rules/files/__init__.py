"""CFG: files that tools cannot read, or do not."""
