"""VER: one Python version story."""
