"""Documents that change organisations."""
