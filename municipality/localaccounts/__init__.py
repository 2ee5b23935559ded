"""Accounts that the municipality runs itself: password and second factor, invitations, a lock against guessing."""
