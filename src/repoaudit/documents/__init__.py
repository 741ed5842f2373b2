"""Parsed files whose nodes know their spans and which can phrase edits to themselves; syntax only."""
