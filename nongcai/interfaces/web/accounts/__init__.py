"""Signing in and out, and choosing for whom to act."""
