"""How Hypothesis draws: `make test` the same few examples in every run, a long run others each time, and many.

A long run is one with EXAMPLES in its environment, which says how many.
"""

import os

from hypothesis import Phase, settings

MANY = os.environ.get("EXAMPLES", "")

# What fails in `make test` is told as it was drawn: to make it small first takes minutes.
AS_DRAWN = (Phase.explicit, Phase.generate)
settings.register_profile("test", derandomize=True, database=None, deadline=None, phases=AS_DRAWN)
settings.register_profile("long", database=None, deadline=None, print_blob=True)


def load_profile() -> None:
    settings.load_profile("long" if MANY else "test")


def examples(few: int) -> int:
    """For `max_examples`: so many in `make test`."""
    return int(MANY or few)
