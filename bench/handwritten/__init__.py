"""The list by SQL that somebody wrote for it, with nothing between it and the socket."""
