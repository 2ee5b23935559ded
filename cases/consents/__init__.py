"""The consents of one log: who shares what with whom, and taking it back."""
