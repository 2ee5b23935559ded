"""What somebody has charge of beside units: each room registers its own, "Min dag" lists it under «Det du leder»."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from municipality.people.models import User
from municipality.people.workplace import Workplace


@dataclass(frozen=True)
class Charge:
    """A team, a duty: its name, where it is done, and how it stands in a few words. Names no child."""

    name: str
    url: str
    words: str


# Uses a fixed number of queries for each thing that somebody has charge of, none for others.
Source = Callable[[User, Workplace], list[Charge]]

_sources: Final[dict[str, Source]] = {}


def register(name: str, source: Source) -> None:
    """Called from an app's `ready()`."""
    _sources[name] = source


def charges_of(user: User, place: Workplace) -> list[Charge]:
    """In the order of the rooms; for somebody who works in a unit or takes a leader's place."""
    return [one for source in _sources.values() for one in source(user, place)] if place.has_a_part else []
