"""Settings: `defaults`, and what dev, test and production change."""
