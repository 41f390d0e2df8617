"""Version 1: one module an area, router and schemas together."""
