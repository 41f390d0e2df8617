"""Boards, rankings, a unit's year, and the orders behind the figures."""
