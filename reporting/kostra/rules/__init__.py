"""The rules, each in one place with its number, its severity and its words."""
