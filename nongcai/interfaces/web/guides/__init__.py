"""How to do it, step by step, with pictures that the journeys take."""
