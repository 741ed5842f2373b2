"""Typed views that rules ask for, in the words of each tool's manual."""
