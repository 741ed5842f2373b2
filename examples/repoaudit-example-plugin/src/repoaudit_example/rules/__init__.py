"""The rules of this plugin."""
