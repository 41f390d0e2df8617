"""Suppliers: they come and apply, counties and the platform look at them, papers and measures follow."""
