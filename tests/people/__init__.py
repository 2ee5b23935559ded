"""Signing in, the front page, navigation and settings."""
