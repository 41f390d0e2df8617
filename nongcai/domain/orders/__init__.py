"""Orders (订单): from the cart to acceptance and return; each counts once, to the unit that it names."""
