"""What each room has on «Uten samtykke», and who finds the page in the menu. This room knows none of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model
from django.http import HttpRequest

from municipality.audit.access_log import Shown
from municipality.people.models import User
from municipality.people.workplace import Workplace


@dataclass(frozen=True)
class Section:
    """A part of the page: its template with its context (as `section`), and what it shows, for the access log.

    What is shown with a case is counted in the list of that family, unless the room's `hidden_in_…` names the object.
    """

    order: int
    template: str
    context: dict[str, Any]
    shown: tuple[Model | Shown, ...] = ()


# What a room shows this person, which may be nothing. A fixed number of queries.
Sections = Callable[[User, Workplace], Iterable[Section]]


@dataclass(frozen=True)
class _Room:
    sections: Sections
    found_by: Callable[[HttpRequest], bool]


_rooms: Final[dict[str, _Room]] = {}


def register(room: str, sections: Sections, *, found_by: Callable[[HttpRequest], bool]) -> None:
    """Called from an app's `ready()`. `found_by`: who has something here, or may begin it; asked on every page."""
    _rooms[room] = _Room(sections, found_by)


def found_by(request: HttpRequest) -> bool:
    """Whether any room has something for whoever is signed in."""
    return any(room.found_by(request) for room in _rooms.values())


def sections_of(user: User, place: Workplace) -> list[Section]:
    """What the rooms show `user`, who asks."""
    found = [one for room in _rooms.values() for one in room.sections(user, place)]
    return sorted(found, key=lambda one: one.order)
