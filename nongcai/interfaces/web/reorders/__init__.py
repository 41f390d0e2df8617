"""Lists of what a unit buys again and again, shared by its people."""
