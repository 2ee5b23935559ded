"""KOSTRA files: every rule on both sides of its border."""
