"""What the law opens of a log where nobody has said yes: the notes, «Uten samtykke», and what is controlled."""
