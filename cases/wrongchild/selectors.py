"""Notes that can be taken away, where they can go, and deviations. The database decides who is told of which."""

import uuid
from datetime import date, datetime
from typing import Final, NamedTuple

from django.db.models import F, QuerySet

from cases.logs.models import EntryRole
from cases.wrongchild.models import Deviation
from municipality.access.verbs import rows
from municipality.audit.acts import Act
from municipality.ui.words import Child

MOST: Final = 200
PER_PAGE: Final = 25
# Why it cannot go alone: the codes of the database's refusals.
STAYS: Final = {
    EntryRole.FIRST.value: "a_log_begins_with_it",
    EntryRole.EVALUATION.value: "it_evaluates_a_measure",
}


class NoteToMove(NamedTuple):
    """A note that the current user may take away. `reads`: it is shown to this person in its log.

    `as_leader`: in place of an author who has left, without reading it; `kind`, `withheld`, `kept` say nothing then.
    """

    entry_id: uuid.UUID
    case_id: uuid.UUID
    number: str
    unit_id: int
    written_at: datetime
    role: str
    as_leader: bool
    reads: bool
    kind: str
    withheld: bool
    kept: bool

    @property
    def stays(self) -> str:
        """Why it cannot go alone; empty when it can."""
        return STAYS.get(self.role, "")


def note_to_move(entry_id: uuid.UUID) -> NoteToMove | None:
    found = rows(NoteToMove, "note_to_move", entry=entry_id)
    return found[0] if found else None


class ListedNote(NamedTuple):
    """One that stands on no page of the current user; `author` is empty for one's own, and with a protected address."""

    entry_id: uuid.UUID
    case_id: uuid.UUID
    number: str
    written_at: datetime
    author: str
    as_leader: bool


def notes_to_move() -> list[ListedNote]:
    """Own notes in logs in which one does not write any longer, and those of people who have left one's unit."""
    return rows(ListedNote, "notes_to_move", most=MOST)


class LogToMoveTo(NamedTuple):
    """A log to which a note can go; `name` holds initials, and nothing is `born`, where one sees the head alone."""

    case_id: uuid.UUID
    number: str
    name: str
    born: date | None

    @property
    def whom(self) -> str:
        """«S-7K2QD, Emma Eksempel, 9 år»: the first name alone could be another's."""
        told = Child(self.name, self.born)
        return ", ".join(filter(None, [self.number, told.whom if told.age else told.name]))


def logs_to_move_to(entry_id: uuid.UUID) -> list[LogToMoveTo]:
    return rows(LogToMoveTo, "logs_to_move_to", entry=entry_id)


def deviations() -> QuerySet[Deviation]:
    """Those of the privacy officer's municipality, the open before the closed, the newest first."""
    return (
        Deviation.objects.select_related("unit")
        .prefetch_related("author", "moved_by")
        .order_by(F("closed_at").desc(nulls_first=True), "-moved_at", "pk")
    )


class Seen(NamedTuple):
    """How often somebody had met it on the wrong child, and when last. The family is named as one."""

    name: str
    unit: str
    act: str
    times: int
    latest: datetime
    of_family: bool

    @property
    def words(self) -> str:
        return str(Act(self.act).label) if self.act in Act.values else self.act


def deviation_seen(deviation: Deviation) -> list[Seen]:
    return rows(Seen, "deviation_seen", deviation=deviation.pk)
