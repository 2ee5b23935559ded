"""Signing in with OpenID Connect: one client; Entra ID, ID-porten and Ansattporten are data (providers.py)."""
