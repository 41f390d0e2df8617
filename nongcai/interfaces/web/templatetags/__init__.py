"""Tags and filters that components use."""
