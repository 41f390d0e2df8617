"""Rules of the catalogue. Plain Python."""
