"""Nongcai (农采): reserve, count and publish purchases from the 832 counties."""
