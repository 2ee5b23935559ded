"""Signing in and out: sessions, and to which account an identity leads."""
