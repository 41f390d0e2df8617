"""Where confirmed filings are sent, and what became of it."""
