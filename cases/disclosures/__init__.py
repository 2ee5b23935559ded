"""What the law lets one hand out without consent, once, to a named recipient: «utlever» (D10)."""
