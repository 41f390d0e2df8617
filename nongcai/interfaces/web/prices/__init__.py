"""Prices: what they are held against, alarms with reply and decision, rules, what markets publish."""
