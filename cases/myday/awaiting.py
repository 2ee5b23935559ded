"""What a person waits for others to do, from any room: each room registers its source with the verb that reminds."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from cases.myday.waiting import named_apart
from municipality.audit.acts import Act
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.paging import MOST, number_text
from municipality.ui.words import Child

SHOWN: Final = 10
ONCE_IN: Final = timedelta(days=7)  # `sealed.remind` refuses a second reminder within it


@dataclass(frozen=True)
class Awaited:
    """One thing that somebody else has to do: `text` is the link, `about` the child, `when` what is said of time.

    `what` and `key` say of what the button reminds, `since` when it began to wait. `shown` is for the access log.
    """

    what: str
    text: str
    url: str
    key: uuid.UUID
    about: str
    when: str
    since: datetime
    child: Child | None = None
    reminded_at: datetime | None = None
    shown: tuple[Model, ...] = ()

    @property
    def remind_url(self) -> str:
        """Empty where a reminder was sent within a week."""
        if self.reminded_at and self.reminded_at + ONCE_IN > timezone.now():
            return ""
        return reverse("remind", args=[self.what, self.key])


Source = Callable[[User, Workplace], list[Awaited]]


@dataclass(frozen=True)
class Reminder:
    """The verb of a room that reminds of what has this key, and the act that a refusal of it is noted as."""

    send: Callable[[uuid.UUID], None]
    act: Act


_sources: Final[list[Source]] = []
_reminders: Final[dict[str, Reminder]] = {}


def register(source: Source, reminders: Mapping[str, Reminder]) -> None:
    """Called from an app's `ready()`. The reminders are for what the source's lines are called, by that word."""
    _sources.append(source)
    _reminders.update(reminders)


def reminder_of(what: str) -> Reminder | None:
    """How such a thing is reminded of; None for a word that no room has registered."""
    return _reminders.get(what)


@dataclass(frozen=True)
class Awaiting:
    """What has waited longest, first; those in `more` are folded away."""

    lines: list[Awaited]
    count: int

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def number(self) -> str:
        return number_text(self.count)

    @property
    def first(self) -> list[Awaited]:
        return self.lines[:SHOWN]

    @property
    def more(self) -> list[Awaited]:
        return self.lines[SHOWN:]


def awaited_by(user: User, place: Workplace) -> Awaiting:
    """For somebody who works in a unit; nobody else waits for an answer here."""
    if not place.has_a_part:
        return Awaiting([], 0)
    found = named_apart([one for source in _sources for one in source(user, place)])
    found.sort(key=lambda one: (one.since, one.text))
    return Awaiting(found[:MOST], len(found))
