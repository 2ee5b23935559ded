"""What happens at a team's table."""
