"""How a step of a history is drawn, and from which people, units and kinds of information.

People and units are drawn by the part they play: "@1" is the second living participant, "@holder" the relay holder,
"@asked" the one who was offered the baton, "%1" the second unit with a consent, "%own" the unit of the person before
it, "#chair" a kind of information that the chair of the team may hear of.
"""

from typing import Any

from hypothesis import strategies as st

from tests.access.play import WORKERS
from tests.cast import EVERY_KIND

UNITS = ("school", "clinic", "ppt", "child_welfare", "nav_office")
KINDS = ({"school"}, {"school", "health"}, {"school", "child_welfare"}, {"health"}, {"family"}, {"child_welfare"},
         {"health", "child_welfare"}, {"school", "health", "child_welfare"}, {"school", "family"})  # fmt: skip
IN_THE_TEAM = ("adviser", "nurse", "child_welfare_worker", "nav", "ppt_colleague", "teacher")


def step(name: str, *drawn: Any) -> Any:
    """A step with its arguments; what is no strategy stands for itself, a list is drawn from."""
    return st.tuples(st.just(name), *[_drawn(one) for one in drawn])


def _drawn(one: Any) -> Any:
    if isinstance(one, st.SearchStrategy):
        return one
    return st.sampled_from(one) if isinstance(one, list) else st.just(one)


def nothing(often: int) -> list[Any]:
    """Ways in which a scene is left out. Each is one of its own: the same strategy twice counts as one."""
    return [st.just(()) for _way in range(often)]


yes_or_no = st.booleans()
kinds = st.sampled_from(KINDS)
kind = [*EVERY_KIND, "school", "school", "health", "child_welfare"]
case = st.integers(0, 1)
which = st.integers(0, 2)
workers = ["@0", "@1", "@2", "@3", "@holder", "@asked"] * 3 + WORKERS
people = ["@0", "@1", "@holder", "mother", "mother", "youth", "father", *WORKERS]
units = ["%0", "%1", "%2", "%3"] * 2 + list(UNITS)
mostly_yes = ["yes"] * 6 + ["no", "not_asked"]
said = ["yes"] * 6 + ["no", "not_yet", "not_reached", "not_asked"]
own_said = ["yes"] * 3 + ["no", "not_asked", "not_asked"]
