"""Orders: what is ordered, the lists of buyer and supplier, one order with its steps, what does not count yet."""
