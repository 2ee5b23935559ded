"""Who may do what with which case: grants that rest on a legal basis."""
