"""What we agreed to do: goals, measures, and whether they help."""
