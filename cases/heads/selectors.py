"""Case heads, and who a unit has named: what reception and leaders see of a case they do not read."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple

from cases.case.head import CaseHead
from municipality.access.verbs import rows, value
from municipality.organisation.models import Unit
from municipality.people.namesakes import Named, apart_in, told_apart
from municipality.ui.paging import MOST, Slice, slice_from

PER_PAGE: Final = 25


def head_page(asked: str | None) -> Slice[CaseHead]:
    """The requested page of the heads that the current user sees.

    First those that wait for somebody to be named, however many batons the reader holds; then those of these batons.
    """

    def found(start: int, end: int) -> list[CaseHead]:
        keys = value("case_head_page", start=start, most=end - start)
        heads = {head.pk: head for head in CaseHead.objects.of(keys)}
        return [heads[key] for key in keys if key in heads]  # a case may have been closed since

    return slice_from(found, asked, PER_PAGE)


def my_invitations() -> list[uuid.UUID]:
    """Cases in which nobody of a unit I receive for has been named, the oldest first; no more than are shown."""
    found: list[uuid.UUID] = value("my_invitations", most=MOST + 1)
    return found


class Candidate(NamedTuple):
    """Somebody who can be named."""

    user_id: int
    name: str


def naming_candidates(head: CaseHead, unit: Unit, named: Collection[int]) -> list[Candidate]:
    """Who of the unit can be named, but for those who are, told apart; empty for who may not name anybody."""
    found = rows(Candidate, "naming_candidates", case=head.pk, unit=unit.pk)
    return apart_in(unit.pk, [one for one in found if one.user_id not in named])


class Participant(NamedTuple):
    """Somebody who takes part for a unit, since a moment."""

    user_id: int
    name: str
    unit_id: int
    since: datetime


def named_of_my_units(case_id: uuid.UUID) -> list[Participant]:
    """Those of the units I receive for or lead who take part in the case."""
    found = rows(Participant, "named_of_my_units", case=case_id)
    words = told_apart([Named(one.user_id, one.unit_id, one.name) for one in found])
    return [one._replace(name=said) for one, said in zip(found, words, strict=True)]
