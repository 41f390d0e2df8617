"""Django's way to PostgreSQL, but for how it finds out that a connection is dead: see `base`."""
