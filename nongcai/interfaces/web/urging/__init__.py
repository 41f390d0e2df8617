"""What offices announce for a season, and how they remind those who are late."""
