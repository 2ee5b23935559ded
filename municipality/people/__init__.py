"""Accounts, memberships, residents and their identity numbers; and who it is that a request is of."""
