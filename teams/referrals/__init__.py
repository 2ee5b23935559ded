"""A case on a team's table by name: who may be in the room, and who is left out."""
