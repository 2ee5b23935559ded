"""What of decisions by statute the current user is told. The database decides what that is."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.text import capfirst

from cases.bylaw.notes import OpenedNote
from cases.statute.models import Provision
from municipality.access.verbs import rows, value
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.law import legal_reference
from municipality.organisation.models import Unit
from municipality.people.namesakes import apart_in
from municipality.runtime.sealing import blind_index
from municipality.ui.words import Child


def section_of(provision: str, day: date) -> str:
    return legal_reference(f"statute_{provision}", day)


def kinds_in_words(kinds: Collection[str]) -> str:
    """«helse, skole og barnehage», in the order of the choices; a name can have an «og» of its own."""
    return ", ".join(str(one.label) for one in KindOfInformation if one.value in kinds)


class Rule(NamedTuple):
    """A provision that counts for what a unit knows, today."""

    unit_id: int
    provision: str
    to_child_welfare: bool
    gives_child_welfare: bool


def rules_of(case_id: uuid.UUID) -> list[Rule]:
    """For the units that one leads and whose notes are in the log; empty as if there were no log."""
    return rows(Rule, "statute_units", case=case_id)


def log_of(words: str) -> uuid.UUID | None:
    """The log by its number or the child's, where a unit that one leads has notes in it."""
    digits = "".join(words.split())
    found: uuid.UUID | None = value("statute_log", number=words.strip().upper(), index=blind_index(digits))
    return found


class Receiver(NamedTuple):
    unit_id: int
    of_child_welfare: bool


def receivers_for(case_id: uuid.UUID, units: Sequence[int]) -> dict[int, list[Receiver]]:
    """Whom each of one's units can let read."""
    return {unit: rows(Receiver, "statute_receivers", case=case_id, unit=unit) for unit in units}


def last_day_possible() -> date:
    found: date = value("statute_last_day")
    return found


class _Words:
    """What a decision says, in words; section and provision are those of its own day."""

    provision: str
    kinds: list[str]
    decided_at: datetime

    @property
    def section(self) -> str:
        return section_of(self.provision, timezone.localdate(self.decided_at))

    @property
    def why(self) -> str:
        return capfirst(str(Provision(self.provision).label))

    @property
    def kind_words(self) -> str:
        return kinds_in_words(self.kinds)


class _Decided(NamedTuple):
    id: uuid.UUID
    case_id: uuid.UUID
    number: str
    initials: str
    unit_id: int
    unit: str
    receiver_id: int
    receiver: str
    provision: str
    kinds: list[str]
    reason: str
    decided_by: str
    decided_at: datetime
    last_day: date
    ended_at: datetime | None
    holds: bool


class Decided(_Words, _Decided):
    """One for who has the place in which it was decided. Initials are empty of a strictly protected child."""

    @property
    def whom(self) -> str:
        return ", ".join(filter(None, [self.initials, self.number]))


def statutes_decided() -> list[Decided]:
    return rows(Decided, "statutes_decided")


class _Received(NamedTuple):
    id: uuid.UUID
    case_id: uuid.UUID
    number: str
    whom: str
    born: date | None
    unit: str
    receiver_id: int
    receiver: str
    provision: str
    kinds: list[str]
    decided_at: datetime
    last_day: date
    receives: bool
    reads: bool
    named: int | None


class Received(_Words, _Received):
    """One that holds, for who receives for the unit (`receives`, `named`: how many read) or reads by it (`reads`).

    `whom` is the child's name for who reads, else its initials.
    """

    @property
    def child(self) -> Child:
        return Child(self.whom, self.born)

    @property
    def whom_and_number(self) -> str:
        return f"{self.whom}, {self.number}"


def statutes_received() -> list[Received]:
    return rows(Received, "statutes_received")


def statute_notes(statute_id: uuid.UUID) -> list[OpenedNote]:
    """What it opens, for who reads by it."""
    return rows(OpenedNote, "statute_notes", statute=statute_id)


class Person(NamedTuple):
    """Somebody of the receiving unit; since when named, if that is so."""

    user_id: int
    name: str
    named_at: datetime | None


def people_of_statute(received: Received) -> list[Person]:
    """Who reads by it and who can be named, for who receives; two of one name are told apart."""
    return apart_in(received.receiver_id, rows(Person, "statute_people", statute=received.id))


class _Told(NamedTuple):
    id: uuid.UUID
    unit: str
    receiver: str
    provision: str
    kinds: list[str]
    reason: str
    decided_at: datetime
    last_day: date
    ended_at: datetime | None
    holds: bool


class Told(_Words, _Told):
    """One as the family is told of it."""


def statutes_told(case_id: uuid.UUID) -> list[Told]:
    """For those of the family who read the log."""
    return rows(Told, "statutes_told", case=case_id)


def units_named(keys: Collection[int]) -> list[Unit]:
    """Units in words, by name."""
    return list(Unit.objects.filter(pk__in=keys).order_by("name"))
