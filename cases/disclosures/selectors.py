"""Reading what is handed out. The database answers to whoever may know, and nothing to others."""

import uuid
from datetime import date, datetime
from typing import Final, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.bylaw.notes import OpenedNote
from cases.disclosures.models import Provision, Recipient
from cases.logs.models import WithheldReason
from municipality.access.verbs import rows
from municipality.organisation.law import legal_reference
from municipality.people.identity_number import IdentityNumber
from municipality.people.services import index_and_seal
from municipality.ui.paging import MOST, Mark
from municipality.ui.words import Child

NEWEST: Final = MOST  # of all that one reads


class UnitToHandOut(NamedTuple):
    """A unit for which I can hand out something of a log. `leader_reads`: so does another, in the leader's place."""

    unit_id: int
    name: str
    leader_reads: bool


def disclosure_units(case_id: uuid.UUID) -> list[UnitToHandOut]:
    """None: there is no log, or it is not mine to hand out of. Nothing tells which."""
    return rows(UnitToHandOut, "disclosure_units", case=case_id)


class LogToHandOut(NamedTuple):
    """The log one is about to hand out of."""

    number: str
    child_name: str
    birth_date: date


def log_to_hand_out(case_id: uuid.UUID) -> LogToHandOut | None:
    """For who can hand out of it."""
    return next(iter(rows(LogToHandOut, "disclosure_log", case=case_id)), None)


class FoundLog(NamedTuple):
    """A log in which I can hand out something."""

    case_id: uuid.UUID
    number: str


def logs_found(number: str, person: IdentityNumber | None) -> list[FoundLog]:
    """By the number of the log, or of whom it is about; the newest first."""
    index = index_and_seal(person)[0] if person else ""
    return rows(FoundLog, "disclosure_find", number=number, index=index)


class Way(NamedTuple):
    """To whom and by what the law lets something be handed out, and whether it must have been asked for on a day."""

    recipient: str
    provision: str
    is_asked_for: bool

    @property
    def key(self) -> str:
        return f"{self.recipient}:{self.provision}"

    @property
    def words(self) -> str:
        """«Barnevernet har pålagt … (barnevernsloven § 13-4)»."""
        return provision_words(self.provision, timezone.localdate())


def ways_for(units: list[int]) -> list[Way]:
    """Those that count today for what these units know."""
    return rows(Way, "disclosure_ways", units=units)


def provision_words(provision: str, day: date) -> str:
    """What it says, with the section as it was on this day."""
    section = legal_reference(f"disclosure_{provision}", day)
    return _("%(words)s (%(section)s)") % {"words": Provision(provision).label, "section": section}


class DisclosureSeen(NamedTuple):
    """A `Disclosure` for who may read it. The child is named to who began it, and to nobody else.

    `i_tell`: it is mine to tell the family. `is_open`: begun, and neither made nor dropped nor over. `leader_reads`, to
    who began it: somebody else in the leader's place reads it, too.
    """

    id: uuid.UUID
    case_id: uuid.UUID
    unit_id: int
    recipient: str
    body: str
    person: str
    demanded_on: date | None
    reference: str
    provision: str
    reason: str
    told_on: date | None
    hidden_because: str
    review_on: date | None
    begun_at: datetime
    dropped_at: datetime | None
    made_at: datetime | None
    version: int
    number: str
    child_name: str
    birth_date: date | None
    writer: str
    unit_name: str
    note_count: int
    is_own: bool
    i_tell: bool
    is_open: bool
    has_file: bool
    leader_reads: bool

    @property
    def whom(self) -> str:
        """«Emma Eksempel, 9 år», or the number of the log for who is not told the name."""
        return Child(self.child_name, self.birth_date).whom if self.birth_date else self.number

    @property
    def state(self) -> str:
        if self.made_at:
            return _("utlevert")
        if self.dropped_at:
            return _("droppet")
        return _("påbegynt") if self.is_open else _("falt bort")

    @property
    def recipient_words(self) -> str:
        return str(Recipient(self.recipient).label)

    @property
    def hidden_words(self) -> str:
        return str(WithheldReason(self.hidden_because).label) if self.hidden_because else ""


def disclosures() -> list[DisclosureSeen]:
    """The newest that I read: my own, and those of units where I have the leader's place."""
    return rows(DisclosureSeen, "disclosures_read", id=None, start=0, most=NEWEST)


def disclosure_found(disclosure_id: uuid.UUID) -> DisclosureSeen | None:
    return next(iter(rows(DisclosureSeen, "disclosures_read", id=disclosure_id, start=0, most=1)), None)


class NoteToChoose(NamedTuple):
    """A note of the unit, for who has begun to hand out. `about_others`: of others' affairs than the child's."""

    entry_id: uuid.UUID
    version: int
    role: str
    kind: str
    signed: str
    text: str
    written_at: datetime
    changed_at: datetime | None
    withheld_because: str
    kept_from_parents: bool
    about_others: bool
    is_chosen: bool

    @property
    def told(self) -> OpenedNote:
        """As it stands on a page."""
        return OpenedNote(
            self.entry_id, self.role, self.kind, self.signed, self.text, self.written_at, self.changed_at,
            self.withheld_because, self.kept_from_parents,
        )  # fmt: skip

    @property
    def key(self) -> str:
        """What is ticked: the note in the version that is read."""
        return f"{self.entry_id}:{self.version}"


def notes_to_choose(disclosure_id: uuid.UUID) -> list[NoteToChoose]:
    return rows(NoteToChoose, "disclosure_notes", id=disclosure_id)


class ChosenNote(NamedTuple):
    entry_id: uuid.UUID
    written_at: datetime
    signed: str


def notes_chosen(disclosure_id: uuid.UUID) -> list[ChosenNote]:
    """When each was written and by whom; nothing of what it says."""
    return rows(ChosenNote, "disclosed_notes", id=disclosure_id)


class PaperNote(NamedTuple):
    """A note as it was when it was handed out."""

    entry_id: uuid.UUID
    role: str
    kind: str
    signed: str
    text: str
    written_at: datetime
    withheld_because: str
    kept_from_parents: bool
    about_others: bool

    @property
    def told(self) -> OpenedNote:
        """As it stands on paper."""
        return OpenedNote(
            self.entry_id, self.role, self.kind, self.signed, self.text, self.written_at, None,
            self.withheld_because, self.kept_from_parents,
        )  # fmt: skip


def notes_on_paper(disclosure_id: uuid.UUID) -> list[PaperNote]:
    """For who made it, as long as the file can be made again."""
    return rows(PaperNote, "disclosure_paper", id=disclosure_id)


class ToReview(NamedTuple):
    id: uuid.UUID
    review_on: date
    begun_on: date


def to_review(until: date) -> list[ToReview]:
    """Those of which the family does not know, to be looked at by this day."""
    return rows(ToReview, "disclosures_to_review", until=until)


class ToldFamily(NamedTuple):
    """What the family was told. `unit` is empty where no unit is named."""

    made_on: date
    told_on: date
    recipient: str
    unit: str

    @property
    def recipient_words(self) -> str:
        return str(Recipient(self.recipient).label)


def disclosures_told(case_id: uuid.UUID) -> list[ToldFamily]:
    """For those of the family who read the log."""
    return rows(ToldFamily, "disclosures_told", case=case_id)


class ControlledDisclosure(NamedTuple):
    """As the privacy officer sees it: not to whom, nor by what."""

    id: uuid.UUID
    begun_at: datetime
    number: str
    unit: str
    note_count: int
    made_at: datetime | None
    is_open: bool
    told_on: date | None
    review_on: date | None


def disclosures_control(before: Mark | None, most: int) -> list[ControlledDisclosure]:
    at, key = before or (None, None)
    return rows(ControlledDisclosure, "disclosures_control", at=at, id=key, most=most)
