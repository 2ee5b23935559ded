"""What the servers around us do at the worst moment."""
