"""What each unit reserves of its canteen's purchases in a year."""
