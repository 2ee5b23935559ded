"""Written on the wrong child: taking a note or an undring to the right one, and the deviation that this is."""
