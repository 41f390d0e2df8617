"""The web door: pages for people. It reads the request, makes one call that changes something, and answers."""
