"""Signing in with OpenID Connect: one client for Entra ID, ID-porten and Ansattporten, which are data (providers.py)."""
