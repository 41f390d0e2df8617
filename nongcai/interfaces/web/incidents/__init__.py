"""Incidents of orders: reported by one side, answered by the other, decided by the platform."""
