"""Goods: what suppliers sell, and what the platform looks at before it shows."""
