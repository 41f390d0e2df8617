"""Ground: knows nothing of the house."""
