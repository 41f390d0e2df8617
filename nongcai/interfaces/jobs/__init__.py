"""The clock's door: what runs when, and what services queued."""
