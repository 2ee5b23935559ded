"""Case heads (saksopplysninger uten innhold): for mottak, leaders, and a holder without access."""
