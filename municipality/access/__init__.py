"""Who asks: the sealed identity, the call of the database's verbs, refusals, and laying the floor."""
