"""Doors: they translate, then make one call down."""
