"""CIW: CI workflows."""
