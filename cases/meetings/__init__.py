"""A meeting about children: what all such meetings have in common. Rooms above make tables of it."""
