"""A file with everybody who works in the municipality: tried first, then loaded as a whole."""
