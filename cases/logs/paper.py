"""A log on paper as one reader may see it: all of it at once, by name, and said who printed it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Final

from cases.case.models import Case
from cases.case.names import person_in_words
from cases.case.selectors import Participant, participants
from cases.consents.sheet import shares_on_paper
from cases.logs import selectors
from cases.logs.models import Entry, EntryRole
from cases.logs.page import Note, happened_in, note_of, taking_part_in
from cases.logs.panels import Happened, panels_of
from consent.selectors import SharedWith, without_repeated
from municipality.access.verbs import value
from municipality.organisation.choices import KindOfInformation
from municipality.people.models import User

MOST_NOTES: Final = 2000  # the newest; one event names no more than 5000 things


@dataclass(frozen=True)
class Paper:
    """`notes` from the oldest on; `has_older`: there are older ones than fit.

    `hidden`: how many this reader is not shown.
    """

    first: Note | None
    notes: list[Note]
    has_older: bool
    hidden: int
    people: list[Participant]
    shares: list[SharedWith]
    printed_by: str

    def with_what_happened(self, happened: Iterable[Happened]) -> list[Note | Happened]:
        """The notes and the lines that belong among them, the oldest first."""
        lines: list[tuple[datetime, Note | Happened]] = [(note.entry.written_at, note) for note in self.notes]
        since = lines[0][0] if self.has_older else None
        lines += [(one.moment, one) for one in happened if since is None or one.moment >= since]
        return [line for _moment, line in sorted(lines, key=itemgetter(0))]

    @property
    def entries(self) -> list[Entry]:
        return [note.entry for note in ([self.first] if self.first else []) + self.notes]

    @property
    def is_not_for_all_of_the_family(self) -> bool:
        return any(
            entry.withheld_because or entry.kept_from_parents or note.whose
            for note in ([self.first] if self.first else []) + self.notes
            for entry in [note.entry]
        )


def paper_for(case: Case, user: User) -> Paper:
    """What `user`, who asks, may read, by the selectors of the log's page; named as on paper (R10)."""
    kinds = {kind: str(label) for kind, label in KindOfInformation.choices}
    first = Entry.objects.filter(case=case, role=EntryRole.FIRST).first()
    newest = list(selectors.timeline(case)[: MOST_NOTES + 1])
    entries = newest[:MOST_NOTES][::-1]
    signed = selectors.signatures([*([first] if first else []), *entries], listed=True)

    def told(entry: Entry) -> Note:
        return note_of(entry, signed, kinds, mine=False)

    people = participants(case, listed=True)
    return Paper(
        first=told(first) if first else None,
        notes=[told(entry) for entry in entries],
        has_older=len(newest) > MOST_NOTES,
        hidden=0 if user.is_family else selectors.hidden_entry_count(case),
        people=people,
        shares=without_repeated(shares_on_paper(case)),
        printed_by=_printed_by(case, user, people),
    )


def happened_on_paper(case: Case, user: User) -> list[Happened]:
    """The short lines of the log's page. They name units and staff, so there are none where paper may not (R10)."""
    if not value("names_told", case=case.pk, listed=True):
        return []
    return [*happened_in(case, taking_part_in(case, user)), *panels_of(case, user).happened]


def _printed_by(case: Case, user: User, people: list[Participant]) -> str:
    if user.is_family:
        return user.display_name
    mine = next((one for one in people if one.user_id == user.pk), None)
    name = value("name_told", case=case.pk, words=user.display_name, listed=True)
    return person_in_words(name, mine.unit) if mine and mine.unit else name
