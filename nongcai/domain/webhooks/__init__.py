"""What other systems are told of, and whether they took it: confirmed filings, sent again as often as is asked."""
