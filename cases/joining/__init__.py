"""Two logs of one child become one, when both families' yes allow it; for thirty days they can be parted again."""
