"""A real browser walks the pages."""
