"""Who takes part in a case, as the database tells the current user."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.utils.text import capfirst

from cases.case.candidates import away_words
from cases.case.models import Case
from cases.case.names import person_in_words
from municipality.access.verbs import rows, value
from municipality.people.namesakes import Named, additions


class Participant(NamedTuple):
    """Somebody who takes part now. `unit` is empty for the family; name, unit and telephone where they are not told.

    `stands_in_for`: the colleague who is away, for a stand-in; `until`: the last day of that, or of being away.
    `phone` and `phone_hours` are what somebody of the services has said of themselves, or empty.
    """

    user_id: int | None
    name: str
    unit_id: int | None
    unit: str
    capacity: str
    holds: bool
    since: datetime | None
    phone: str
    phone_hours: str
    stands_in_for: str
    until: date | None

    @property
    def away(self) -> str:
        return away_words(self.stands_in_for, self.until)

    @property
    def for_an_item(self) -> bool:
        """Somebody of the services who reads the log only because a team takes it up."""
        return self.capacity == "staff" and self.since is None


def phone_in_words(one: Participant) -> str:
    """Where and when somebody can be called, as they say it; empty when that is not told."""
    return ", ".join(part for part in (one.phone, one.phone_hours) if part)


class Holder(NamedTuple):
    """Who holds the baton of a case, for a list; with a protected address no name, and for the unit its service."""

    case_id: uuid.UUID
    name: str
    unit: str

    def __str__(self) -> str:
        words = person_in_words(self.name, self.unit)
        return words if self.name else capfirst(words)


def holders_listed(cases: Iterable[Case]) -> dict[uuid.UUID, Holder]:
    """The holder of each case that the current user reads."""
    found = rows(Holder, "holders_listed", cases=[case.pk for case in cases])
    return {one.case_id: one for one in found}


def may_know_of_child_welfare(case: Case) -> bool:
    """Whether the current user may learn from this case that the child has contact with barnevern.

    The family, those whose basis covers child welfare, and barnevern itself.
    """
    return bool(value("i_know_of_child_welfare", case=case.pk))


def holder_of(case: Case) -> Holder | None:
    """Who holds the baton, also of a log that rests, in which nobody of the services takes part."""
    return holders_listed([case]).get(case.pk)


def participants(case: Case, *, listed: bool = False) -> list[Participant]:
    """Who takes part, the relay holder first. Empty for somebody who does not. `listed`: for a list or on paper."""
    found = rows(Participant, "case_participants", case=case.pk, listed=listed)
    staff = [one for one in found if one.user_id and one.unit_id]
    named = [Named(one.user_id or 0, one.unit_id or 0, f"{one.name}, {one.unit}") for one in staff]
    more = dict(zip(staff, additions(named), strict=True))
    return [one._replace(name=one.name + more.get(one, "")) for one in found]


class AtRest(NamedTuple):
    """A log that rests, as its holder is told of it."""

    id: uuid.UUID
    number: str
    municipality_id: int
    subject_id: uuid.UUID
    subject_name: str
    subject_birth_date: date
    address_protection: str
    holder_id: int
    holder_unit_id: int


def log_at_rest(case_id: uuid.UUID) -> Case | None:
    """A log that rests, for its holder, who asks the family: whom it is about, and nothing of what is in it (D4)."""
    found = rows(AtRest, "log_at_rest", case=case_id)
    return Case(**found[0]._asdict()) if found else None
