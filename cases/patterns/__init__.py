"""Patterns in the access log that are worth a look: for the privacy officer, and leaders of the own people (D16)."""
