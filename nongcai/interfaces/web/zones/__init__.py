"""Zones: the platform keeps and curates them, suppliers apply with their goods."""
