"""Keys that lead to places of the menu, to the search and to a new note, and whether somebody uses them."""
