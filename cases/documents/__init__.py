"""Files that people hand in: judged before they are kept, encrypted in the database, read by the database's rules."""
