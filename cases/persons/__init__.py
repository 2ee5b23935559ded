"""Correcting what a log says of a child or a parent: name, birth date and number."""
