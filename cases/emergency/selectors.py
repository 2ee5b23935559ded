"""Reading what is open in an emergency, and what leaders, families and the privacy officer are told of it."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.bylaw.notes import OpenedNote
from cases.case.models import Relation
from cases.emergency.words import provisions, sources_in_words
from cases.logs.models import WithheldReason
from cases.logs.withheld import section_of
from municipality.access.verbs import rows, value
from municipality.ui.paging import Mark
from municipality.ui.words import Child


class Own(NamedTuple):
    """One that the reader has opened. The child is named while it `lives`."""

    id: uuid.UUID
    case_id: uuid.UUID
    number: str
    child_name: str
    opened_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    lives: bool
    told_at: datetime | None


class Opened(NamedTuple):
    """What the page of one says above its notes. Words that name a unit are its service where they must not be told.

    `contact` is whom one can call; empty where nobody can be named.
    """

    id: uuid.UUID
    case_id: uuid.UUID
    number: str
    child_name: str
    birth_date: date
    is_expecting: bool
    is_protected: bool
    parents: list[str]
    contact: str
    contact_unit: str
    contact_phone: str
    unit_id: int
    sources: list[str]
    opened_at: datetime
    ends_at: datetime
    told_at: datetime | None

    @property
    def whom(self) -> str:
        whom = Child(self.child_name, self.birth_date).whom
        return _("%(whom)s, venter barn") % {"whom": whom} if self.is_expecting else whom

    @property
    def responsible(self) -> list[str]:
        """«Kari Eksempel, mor»."""
        parts = [one.rpartition(", ") for one in self.parents]
        return [f"{name}, {Relation(relation).label}" for name, _comma, relation in parts]

    @property
    def known_by(self) -> str:
        return sources_in_words(self.sources)


class Led(NamedTuple):
    """One that its reader goes through as leader: who, when, why, and nothing of what the log says."""

    id: uuid.UUID
    case_id: uuid.UUID
    number: str
    name: str
    unit: str
    sources: list[str]
    reason: str
    opened_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    told_at: datetime | None
    later_because: str
    review_on: date | None
    reviewed_at: datetime | None

    @property
    def known_by(self) -> str:
        return sources_in_words(self.sources)

    @property
    def provision(self) -> str:
        return provisions(self.sources, timezone.localdate(self.opened_at))

    @property
    def over_at(self) -> datetime:
        return self.ended_at or self.ends_at

    @property
    def why_later(self) -> str:
        """«det kan være farlig for barnet … (forvaltningsloven § 19 …)»; empty when the family knows."""
        if not self.later_because:
            return ""
        section = section_of(self.later_because, timezone.localdate(self.opened_at))
        return f"{WithheldReason(self.later_because).label} ({section})"


class Told(NamedTuple):
    """What the family is told. Names are empty where they are not told."""

    opened_at: datetime
    name: str
    unit: str
    sources: list[str]


class Controlled(NamedTuple):
    """For the privacy officer."""

    id: uuid.UUID
    number: str
    name: str
    unit: str
    sources: list[str]
    opened_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    told_at: datetime | None
    review_on: date | None
    reviewed_at: datetime | None


def units_that_may() -> list[int]:
    """The units for which the current user may open one."""
    found: list[int] = value("emergency_units")
    return found


def sources_to_open() -> list[str]:
    """From which something can be opened today."""
    found: list[str] = value("emergency_sources")
    return found


def own_emergencies() -> list[Own]:
    """Of the last month, the newest first."""
    return rows(Own, "my_emergencies")


def opened(emergency_id: uuid.UUID) -> Opened | None:
    """One of the current user's own that is alive."""
    return next(iter(rows(Opened, "emergency_read", id=emergency_id)), None)


def notes_of(emergency_id: uuid.UUID) -> list[OpenedNote]:
    """What it opens, the newest first."""
    return rows(OpenedNote, "emergency_notes", id=emergency_id)


def led() -> list[Led]:
    """What waits for the current user as leader, or has done so in the last month; the newest first."""
    return rows(Led, "emergencies_led")


def told(case_id: uuid.UUID) -> list[Told]:
    """For those of the family who read the log."""
    return rows(Told, "emergencies_told", case=case_id)


def controlled(after: Mark | None, most: int) -> list[Controlled]:
    """Of the privacy officer's municipality, newest first."""
    at, key = after or (None, None)
    return rows(Controlled, "emergencies_controlled", before=at, before_id=key, most=most)
