"""A year's rules as dated, layered rows, each with the document and paragraph that says so."""
