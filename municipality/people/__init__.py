"""Accounts, memberships, residents and their identity numbers; signing in and out."""
