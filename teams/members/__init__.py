"""Who sits in which team, for which unit, and who leads it."""
