"""Min dag: what is late, what waits, and the reader's own logs."""
