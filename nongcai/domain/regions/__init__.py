"""Division codes (GB/T 2260) with their validity, functional zones, and the 832 counties."""
