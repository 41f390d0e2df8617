"""The command line's door: `nongcai` finds or starts PostgreSQL, then hands over to Django's commands."""
