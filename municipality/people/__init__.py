"""Accounts, memberships, residents and their identity numbers; and whose request it is."""
