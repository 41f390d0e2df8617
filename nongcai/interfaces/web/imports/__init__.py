"""Pages of importing: what a clerk brings, what the dry run says of it, and what waits to be reconciled."""
