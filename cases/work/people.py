"""Who can be responsible for a measure, and who reads goals and measures, in words."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from cases.case.candidates import with_away
from cases.case.models import Case
from cases.logs.readers import Reader, in_words, read_by_words
from cases.work.models import Measure
from cases.work.services import Responsible
from municipality.access.verbs import rows
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Unit
from municipality.people.namesakes import Named, told_apart
from municipality.ui.words import in_a_row


@dataclass(frozen=True)
class Candidate:
    """Somebody who can be responsible, and what a form calls the choice."""

    responsible: Responsible
    name: str
    of_child_welfare: bool = False

    @property
    def of_family(self) -> bool:
        return self.responsible.resident_id is not None

    @property
    def key(self) -> str:
        who = self.responsible
        return f"{who.user_id}:{who.unit_id}" if who.resident_id is None else str(who.resident_id)


class Listed(NamedTuple):
    """Somebody of the services, by account and unit, or one of the family."""

    user_id: int | None
    unit_id: int | None
    resident_id: uuid.UUID | None
    name: str
    of_child_welfare: bool
    stands_in_for: str
    until: date | None


def candidates_of(case: Case) -> list[Candidate]:
    """Those the current user can make responsible, by name; empty for those who may not set a measure."""
    listed = rows(Listed, "responsible_candidates", case=case.pk)
    words = told_apart([Named(one.user_id or 0, one.unit_id or 0, one.name) for one in listed])
    found = [
        Candidate(
            Responsible(one.user_id, one.unit_id, one.resident_id),
            with_away(said, one.stands_in_for, one.until),
            one.of_child_welfare,
        )
        for one, said in zip(listed, words, strict=True)
    ]
    return sorted(found, key=lambda one: one.name)


def responsible_of(measure: Measure) -> Responsible:
    return Responsible(measure.responsible_id, measure.responsible_unit_id, measure.responsible_resident_id)


def key_of(measure: Measure) -> str:
    """The choice for the person responsible now."""
    return Candidate(responsible_of(measure), "").key


def with_present(candidates: Sequence[Candidate], measure: Measure) -> list[Candidate]:
    """The candidates, and the person responsible now, who may have left but stays until another is chosen.

    `measure` comes with `who`.
    """
    if key_of(measure) in {one.key for one in candidates}:
        return list(candidates)
    name = _("%(name)s (er ikke med lenger)") % {"name": measure.who}
    return [Candidate(responsible_of(measure), name), *candidates]


def is_child_welfare(unit: Unit | None) -> bool:
    """Only those who may know of barnevern read what names such a unit."""
    return unit is not None and unit.service.kind_of_information == KindOfInformation.CHILD_WELFARE


class _WorkReader(NamedTuple):
    capacity: str
    name: str
    relation: str
    child_welfare: bool | None


def readers_lines(case: Case) -> tuple[str, str]:
    """Who reads goals and measures: all who take part; and, where barnevern is named, those who may know of it."""
    found = rows(_WorkReader, "work_readers", case=case.pk)
    everybody = in_words(case, (Reader(one.capacity, one.name, one.relation) for one in found))
    few = [
        Reader(one.capacity if one.child_welfare else "", one.name, one.relation)
        for one in found
        if one.child_welfare is not False
    ]
    words = _("Leses av alle som er med i loggen: %(names)s.") % {"names": in_a_row(everybody)}
    return words, read_by_words(in_words(case, few))
