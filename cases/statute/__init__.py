"""Decisions by statute: a unit lets one other unit read what it has written, without consent, for a while (R3)."""
