"""The pages of a concern."""
