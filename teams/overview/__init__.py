"""The teams of the current user, and one team's own page: when it meets, what waits on its table."""
