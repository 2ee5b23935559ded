"""Timed work (jobs): what there is to do and when, who begins it, and when each job last did it."""
