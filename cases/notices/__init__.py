"""The pages of notices, and where each of them leads."""
