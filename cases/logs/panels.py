"""Parts of a log, on its page and on paper, that other rooms bring: the plan, what a team answered. It knows none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import attrgetter
from typing import Any, Final, Literal

from django.db.models import Model
from django.utils import timezone

from cases.case.models import Case
from municipality.people.models import User

Position = Literal["story", "aside"]


@dataclass(frozen=True)
class Shown:
    """A part of one log's page: its place, its template with its context, and the rows of persons in it.

    "story" comes before what has happened, "aside" in the summary beside it, both in `order`.
    """

    place: Position
    order: int
    template: str
    context: dict[str, Any]
    objects: tuple[Model, ...] = ()


@dataclass(frozen=True)
class Happened:
    """A short line among the notes: what happened, on a day or at a moment, and where it can be read."""

    at: date | datetime
    text: str
    url: str = ""

    @property
    def moment(self) -> datetime:
        """To sort by; the noon of a day."""
        if isinstance(self.at, datetime):
            return self.at
        return timezone.make_aware(datetime.combine(self.at, time(12)))


# What a room shows this person of a log, which may be nothing.
Panels = Callable[[Case, User], Iterable[Shown | Happened]]

Paper = Callable[[Case, User], Iterable[Shown]]

_rooms: Final[dict[str, Panels]] = {}
_on_paper: Final[dict[str, Paper]] = {}
_read_together: Final[dict[str, Paper]] = {}


def register(room: str, panels: Panels) -> None:
    """Called from an app's `ready()`."""
    _rooms[room] = panels


def register_paper(room: str, parts: Paper) -> None:
    """The same for paper: units and staff named as in a list (R10), nothing folded, and nothing a link."""
    _on_paper[room] = parts


def register_together(room: str, parts: Paper) -> None:
    """The same for the page that is read with the child: named as on paper, in the words of the child's page."""
    _read_together[room] = parts


@dataclass(frozen=True)
class Brought:
    """What all rooms together bring to one page."""

    story: list[Shown]
    aside: list[Shown]
    happened: list[Happened]

    @property
    def objects(self) -> list[Model]:
        """The rows of persons that are shown, for the access log."""
        return [row for shown in [*self.story, *self.aside] for row in shown.objects]


def panels_of(case: Case, user: User) -> Brought:
    """What the rooms show of the case to `user`, who asks. Each room is asked once."""
    found = [one for panels in _rooms.values() for one in panels(case, user)]
    shown = sorted((one for one in found if isinstance(one, Shown)), key=attrgetter("order"))
    return Brought(
        story=[one for one in shown if one.place == "story"],
        aside=[one for one in shown if one.place == "aside"],
        happened=[one for one in found if isinstance(one, Happened)],
    )


def paper_of(case: Case, user: User) -> list[Shown]:
    """What the rooms show of the case to `user`, who asks, on paper."""
    return sorted((one for parts in _on_paper.values() for one in parts(case, user)), key=attrgetter("order"))


def together_of(case: Case, user: User) -> list[Shown]:
    """What the rooms show of the case to the child beside `user`, who asks: no more than both may read."""
    found = (one for parts in _read_together.values() for one in parts(case, user))
    return sorted(found, key=attrgetter("order"))
