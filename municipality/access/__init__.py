"""Who asks: the sealed identity, the call of the database's verbs, guardian's backend; the SQL of the ground."""
