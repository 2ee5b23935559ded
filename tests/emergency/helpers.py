"""What tests of emergencies have in common: a municipality that lets its clinic and school open a log."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.case.models import Case
from cases.emergency.models import Emergency
from cases.emergency.selectors import notes_of
from cases.emergency.services import Later, emergency_open
from municipality.access.identity import as_system, as_user
from municipality.organisation.municipality import Municipality
from municipality.people.models import User
from municipality.people.selectors import my_units
from tests.cast import Cast

EVERY_SOURCE = ["health", "school", "child_welfare", "others"]
WHY = "Pustestans, trenger å vite om medisiner"


def allow(cast: Cast, *services: str, roles: tuple[str, ...] = ("caseworker",)) -> None:
    """People with these roles in these services; without services those of the NAV office, who take part in nothing."""
    with as_system("test: who may open in an emergency"):
        Municipality.objects.filter(pk=cast.home.pk).update(
            emergency_roles=list(roles), emergency_services=list(services or ("nav",))
        )


def later(days: int = 7) -> Later:
    return Later("child_at_risk", timezone.localdate() + timedelta(days=days))


def number_of(case_id: uuid.UUID) -> str:
    with as_system("test: the number of a log"):
        return Case.objects.get(pk=case_id).number


def open_as(person: User, case_id: uuid.UUID, **other: Any) -> uuid.UUID:
    """By the log's number, for the own unit that comes first; what every source knows."""
    number = other.pop("number", None) or number_of(case_id)
    with as_user(person.pk):
        said: dict[str, Any] = {
            "unit": my_units()[0],
            "sources": EVERY_SOURCE,
            "reason": WHY,
            "number": number,
        } | other
        [key] = emergency_open(**said)
    return key


def texts(person: User, emergency_id: uuid.UUID) -> list[str]:
    """What it lets this person read, in order of the alphabet."""
    with as_user(person.pk):
        return sorted(note.text for note in notes_of(emergency_id))


def time_passes(emergency_id: uuid.UUID, **ago: int) -> None:
    """It was opened that much earlier."""
    with as_system("test: time passes"):
        one = Emergency.objects.get(pk=emergency_id)
        back = timedelta(**ago)
        Emergency.objects.filter(pk=emergency_id).update(
            opened_at=one.opened_at - back, ends_at=one.ends_at - back
        )
