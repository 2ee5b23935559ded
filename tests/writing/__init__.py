"""Drafts: kept, offered again, forgotten."""
