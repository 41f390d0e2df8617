"""What counts: signed, append-only entries per unit, and summaries that can be recomputed from them."""
