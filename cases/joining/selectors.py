"""What a log knows of another of the same child: before they are one, and afterwards."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.utils import timezone

from cases.joining.models import JoiningState
from municipality.access.refusals import SENTENCES
from municipality.access.verbs import rows
from municipality.organisation.choices import KindOfInformation
from municipality.ui.words import in_a_row

MINE: Final = "mine"
OTHER: Final = "other"


class Told(NamedTuple):
    """The other log, for the holder of one that knows of it. `holder` is empty while the family is to be asked, and
    where no name may stand. `number`: the one that stays.

    `proposed`: whose holder is to hold the one log, this log's (MINE) or the other's; `proposed_by` likewise.
    """

    state: str
    unit: str
    holder: str
    since: datetime
    number: str
    proposed: str
    proposed_by: str
    hindrance: str

    @property
    def is_agreed(self) -> bool:
        return self.state == JoiningState.AGREED

    @property
    def who(self) -> str:
        """The other's holder, by name or unit."""
        return self.holder or self.unit

    @property
    def waits_for_me(self) -> bool:
        return self.proposed_by == OTHER

    @property
    def hindrance_words(self) -> str:
        return str(SENTENCES[self.hindrance]) if self.hindrance else ""


class Share(NamedTuple):
    """What one unit reads in one of the two logs: this (MINE) or the OTHER."""

    log: str
    unit: str
    kinds: list[str]


@dataclass(frozen=True)
class Reader:
    """What one unit reads when they are one. `is_new`: it reads nothing of this log today."""

    unit: str
    kinds: frozenset[str]
    is_new: bool

    @property
    def kind_words(self) -> str:
        return in_a_row(str(label) for kind, label in KindOfInformation.choices if kind in self.kinds)


class Mine(NamedTuple):
    """A log whose baton one has, in which somebody waits for one."""

    case_id: uuid.UUID
    number: str
    state: str
    since: date


class Joined(NamedTuple):
    """`number`: of the log that is in this one, for staff. `until`: before when the reader may part them."""

    joined_at: datetime
    number: str
    until: datetime | None

    @property
    def last_day(self) -> date | None:
        return timezone.localdate(self.until - timedelta(seconds=1)) if self.until else None


def joining_told(case_id: uuid.UUID) -> Told | None:
    """None for all but the holder, and for the log that asked until both families have said yes."""
    found = rows(Told, "joining_told", case=case_id)
    return found[0] if found else None


def joining_shares(case_id: uuid.UUID) -> list[Share]:
    """What each unit reads today in the two logs, as far as the holder may know."""
    return rows(Share, "joining_shares", case=case_id)


def readers_afterwards(case_id: uuid.UUID) -> list[Reader]:
    """Each unit once, with what it reads by one or the other."""
    of_unit: dict[str, list[Share]] = {}
    for one in joining_shares(case_id):
        of_unit.setdefault(one.unit, []).append(one)
    return [
        Reader(
            unit,
            frozenset(kind for one in shares for kind in one.kinds),
            is_new=all(one.log == OTHER for one in shares),
        )
        for unit, shares in sorted(of_unit.items())
    ]


def my_joinings() -> list[Mine]:
    return rows(Mine, "my_joinings")


def joined_told(case_id: uuid.UUID) -> list[Joined]:
    """Which other logs are in this one, the last one first; for those who read it."""
    return rows(Joined, "joined_told", case=case_id)
