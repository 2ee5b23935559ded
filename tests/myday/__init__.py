"""The front page of those who have signed in."""
