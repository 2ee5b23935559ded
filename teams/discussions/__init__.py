"""Anonymous discussions: a question that fits many children and points at none."""
