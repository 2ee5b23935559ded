"""Notes that can be taken away, and where they can go. The database decides who is told of which."""

import uuid
from datetime import date, datetime
from typing import Final, NamedTuple

from cases.logs.models import EntryRole
from municipality.access.verbs import rows
from municipality.ui.words import Child

MOST: Final = 200
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
