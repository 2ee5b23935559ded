"""Agreements with families: consent forms, consents and other legal bases, and how they are withdrawn."""
