"""Rules about projects of machine learning: notebooks, binary files, and what runs leave behind."""
