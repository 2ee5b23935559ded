"""Accounts that the municipality runs itself: a password and a second factor, an invitation, and a lock against guessing."""
