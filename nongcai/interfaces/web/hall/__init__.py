"""The market hall: goods are found, compared and trusted."""
