"""Rooms: they decide, write, remember."""
