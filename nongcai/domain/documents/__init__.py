"""Files that people brought or had made, each with an opaque owner reference, has a hash and a day of deletion."""
