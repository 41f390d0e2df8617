"""Wiring: settings, URLs, process entries. Nobody imports it."""
