"""Messages to people. Each is a row, and a queued delivery."""
