"""Who can be kept out, and who is."""

import uuid
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import QuerySet

from cases.case.models import CaseKeptOut
from municipality.access.verbs import rows
from municipality.organisation.models import Unit
from municipality.people.namesakes import Named, told_apart


class Person(NamedTuple):
    """Somebody who works in a unit."""

    user_id: int
    name: str
    leads: bool


def people_of(unit_id: int, without: Collection[int]) -> list[Person]:
    """Who works in a unit of the own municipality, leaders first, but for these; two of one name are told apart."""
    found = [one for one in rows(Person, "unit_people", unit=unit_id) if one.user_id not in without]
    words = told_apart([Named(one.user_id, unit_id, one.name) for one in found])
    return [one._replace(name=said) for one, said in zip(found, words, strict=True)]


def units_of(municipality_id: int) -> QuerySet[Unit]:
    """Units in use, by name."""
    return Unit.objects.filter(municipality=municipality_id).order_by("name")


def kept_out_of_case(case_id: uuid.UUID) -> QuerySet[CaseKeptOut]:
    """For the relay holder; nobody else sees any."""
    return (
        CaseKeptOut.objects.filter(case=case_id, lifted_at=None).prefetch_related("user").order_by("kept_at")
    )
