"""Absence (fravær): who is away from when to when, and who stands in (vikar) and reads the same logs meanwhile."""
