"""The baton (stafettpinne): asking somebody to take it, the answer, and every hand it has been in."""
