"""What waits for a person, whatever room it comes from: each room registers its source, "Min dag" sorts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Model
from django.utils import timezone

from municipality.audit import log
from municipality.audit.acts import Act
from municipality.people.models import User
from municipality.people.place import Place

SOON: Final = 7  # days


@dataclass(frozen=True)
class Waiting:
    """One thing to do: `text` is the link's words. `due` is the last day; without one it waits from now on.

    `about` stands beside the link (a child's name, a number). `act` and `shown` are for the access log: what the line
    shows of whom.
    """

    text: str
    url: str
    due: date | None = None
    about: str = ""
    act: Act | None = None
    shown: tuple[Model, ...] = ()

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today


# Asks with a fixed number of queries, however much there is; for staff and for the family alike.
Source = Callable[[User, Place], list[Waiting]]

_sources: Final[dict[str, Source]] = {}


def register(name: str, source: Source) -> None:
    """Called from an app's `ready()`."""
    _sources[name] = source


def waiting_for(user: User, place: Place) -> list[Waiting]:
    """Everything that waits: what is late first, then by day, then what has no day."""
    found = [one for source in _sources.values() for one in source(user, place)]
    return sorted(found, key=lambda one: (one.due is None, one.due or date.max, one.text))


@dataclass(frozen=True)
class Sorted:
    """The same, in the parts that the page has: late; today or without a day; within a week; later."""

    late: list[Waiting] = field(default_factory=list)
    now: list[Waiting] = field(default_factory=list)
    week: list[Waiting] = field(default_factory=list)
    later: list[Waiting] = field(default_factory=list)

    @property
    def is_calm(self) -> bool:
        """Nothing has to be done this week."""
        return not (self.late or self.now or self.week)


def sort_out(waiting: list[Waiting]) -> Sorted:
    """What belongs in which part of the page, today."""
    today, parts = timezone.localdate(), Sorted()
    for one in waiting:
        left = (one.due - today).days if one.due else 0
        part = (
            parts.late
            if left < 0
            else parts.now
            if left == 0
            else parts.week
            if left <= SOON
            else parts.later
        )
        part.append(one)
    return parts


def record_shown(waiting: Iterable[Waiting], beside_act: Act, beside: Iterable[Model]) -> None:
    """One event for each kind of thing that the page shows, so that nothing is read unseen.

    `beside` are the rows that stand there too, read by `beside_act`.
    """
    shown: dict[Act, dict[tuple[type[Model], object], Model]] = {}
    parts = [(one.act, one.shown) for one in waiting if one.act is not None]
    for act, rows in (*parts, (beside_act, tuple(beside))):
        shown.setdefault(act, {}).update({(type(row), row.pk): row for row in rows})
    for act, by_key in shown.items():
        if by_key:
            log.record(act, objects=by_key.values())
