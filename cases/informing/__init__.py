"""Information to others whom a note is about (GDPR 14): a task of its author, and what became of it (D16)."""
