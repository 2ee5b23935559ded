"""Parts of a case head's page that other rooms bring. It knows none of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from cases.case.head import CaseHead
from municipality.people.models import User


@dataclass(frozen=True)
class Shown:
    """A part of the page: its template with its context (as `panel`)."""

    template: str
    context: dict[str, Any]


# What a room shows this person of a head, which may be nothing. A fixed number of queries.
Panels = Callable[[CaseHead, User], Iterable[Shown]]

_rooms: Final[dict[str, Panels]] = {}


def register(room: str, panels: Panels) -> None:
    """Called from an app's `ready()`."""
    _rooms[room] = panels


def panels_of(head: CaseHead, user: User) -> list[Shown]:
    """What the rooms show of the head to `user`, who asks."""
    return [one for panels in _rooms.values() for one in panels(head, user)]
