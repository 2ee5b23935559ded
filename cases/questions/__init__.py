"""A leader asks somebody what was read and why, and the privacy officer advises; all of it is kept (D16)."""
