"""What went wrong with personal data (avvik): registered, answered within 72 hours, told to those it is about."""
