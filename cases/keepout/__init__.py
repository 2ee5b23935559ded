"""Keeping somebody out who is part of it: of a concern, and of a log."""
