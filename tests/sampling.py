"""How many examples a property is tried on: few in `make test`, as many as EXAMPLES says in `make long`."""

import os


def examples(usual: int) -> int:
    """What EXAMPLES says, else `usual`."""
    return int(os.environ.get("EXAMPLES", usual))
