"""Drafts (utkast): what is typed in a form and not sent, kept encrypted by the server."""
