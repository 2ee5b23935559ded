"""«Utlever»: what the law lets one hand out without consent, once, to a named recipient (D10)."""
