"""What a meeting decided that somebody is to do, and by when."""
