"""What others have decided for the child, which stands in the plan too: rooms above bring it, and it knows none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Model

from cases.case.models import Case
from cases.plans.reader import Reader
from municipality.people.models import User


@dataclass(frozen=True)
class Decided:
    """One decision in words that its reader is told, and what somebody must be allowed to read to be told it.

    `left_out` are keys of units whose people must hear nothing of it.
    """

    who: str
    on: date
    text: str
    responsible: str
    deadline: date | None
    corrections: tuple[str, ...]
    kind: str
    source: str
    tells_of_child_welfare: bool
    left_out: tuple[int, ...]
    rows: tuple[Model, ...]


# What a room brings to the plan that this person reads; on paper or in a list when the last is true.
Brings = Callable[[Case, User, bool], Iterable[Decided]]

_rooms: Final[dict[str, Brings]] = {}


def register(room: str, brings: Brings) -> None:
    """Called from an app's `ready()`."""
    _rooms[room] = brings


def decided_for(reader: Reader) -> list[Decided]:
    """By day: what the reader's own basis covers, as with everything else in a plan."""
    found = [one for brings in _rooms.values() for one in brings(reader.case, reader.user, reader.paper)]
    covered = (
        one
        for one in found
        if reader.gives(one.kind, one.source)
        and (reader.covers_child_welfare or not one.tells_of_child_welfare)
    )
    return sorted(covered, key=lambda one: one.on)
