"""What a family has excepted from its consent, in a log (R4)."""

import uuid
from typing import NamedTuple

from django.db import transaction

from municipality.access.verbs import call, rows
from municipality.audit import access_log
from municipality.audit.acts import Act


class Excluded(NamedTuple):
    """One exception: the name of a person, or a profession, or a fact.

    `can_lift`: the reader asked for it, and takes it away alone. `is_asked`: a question to take it away is open, for
    who holds the baton.
    """

    id: uuid.UUID
    name: str
    profession: str
    fact: str
    can_lift: bool
    is_asked: bool


class Fact(NamedTuple):
    """What somebody who writes has to read first. `known`: has said so."""

    id: uuid.UUID
    fact: str
    known: bool


def exclusions_told(case_id: uuid.UUID) -> list[Excluded]:
    """For the relay holder, and for the family without the people."""
    return rows(Excluded, "exclusions_told", case=case_id)


def facts_to_know(case_id: uuid.UUID) -> list[Fact]:
    """For those who take part for a unit."""
    return rows(Fact, "facts_to_know", case=case_id)


@transaction.atomic
def facts_know(case_id: uuid.UUID, facts: list[uuid.UUID]) -> None:
    """The current user has read these."""
    if facts:
        call("facts_know", case=case_id, facts=facts)
        access_log.record(Act.FACT_KNOW, case_id=case_id)


@transaction.atomic
def exclusion_lift(*, case_id: uuid.UUID, exclusion_id: uuid.UUID) -> None:
    """It is excepted no longer: by the one of the family who asked for it.

    Refused for all others, for whom it takes a question; NothingThere for what one is not told of.
    """
    call("exclusion_lift", case=case_id, exclusion=exclusion_id)
    access_log.record(Act.EXCLUSION_LIFT, case_id=case_id)
