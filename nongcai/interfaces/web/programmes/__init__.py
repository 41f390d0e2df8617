"""The rules of a year."""
