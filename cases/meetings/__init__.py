"""A meeting at which children are spoken of: what is the same, whoever meets. Rooms above make tables of them."""
