"""Leaving a unit: everything that somebody has there, handed to others on one page."""
