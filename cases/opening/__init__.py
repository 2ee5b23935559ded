"""From an undring to a log: what the family answered, and what is shared with whom."""
