"""One row per order number, own or imported: what may count, and to which unit."""
