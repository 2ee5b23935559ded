"""Min dag: what is late, what waits, and one's own logs."""
