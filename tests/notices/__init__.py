"""Notices: the page, and delivery by e-mail."""
