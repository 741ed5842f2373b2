"""DEP: what a project depends on, how tightly, and who keeps that current."""
