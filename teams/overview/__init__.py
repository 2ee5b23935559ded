"""The teams of the one who asks, and one team's own page: when it meets, what waits on its table."""
