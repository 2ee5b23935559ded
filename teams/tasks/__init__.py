"""What a meeting decided that somebody shall do, and by when."""
