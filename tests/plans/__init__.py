"""The individuell plan and its PDF."""
