"""What tests of handing out without consent have in common."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cases.case.models import Case
from cases.disclosures.selectors import (
    DisclosureSeen,
    disclosure_found,
    disclosure_units,
    notes_to_choose,
)
from cases.disclosures.services import (
    Said,
    Told,
    disclosure_begin,
    disclosure_choose,
    disclosure_make,
)
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.people.models import User
from tests.cast import EVERYBODY, Cast


def told() -> Told:
    """The family knows since today."""
    return Told(told_on=timezone.localdate())


def said(**other: Any) -> Said:
    """To barnevern, by an order of today; the family does not know."""
    today = timezone.localdate()
    words: dict[str, Any] = {
        "recipient": "child_welfare",
        "body": "Barneverntjenesten i nabokommunen",
        "person": "Berit Barnevern",
        "provision": "ordered",
        "reason": "De har pålagt enheten det.",
        "demanded_on": today,
        "told": Told(hidden_because="child_at_risk", review_on=today + timedelta(days=30)),
    }
    return Said(**words | other)


def begun(
    person: User, case_id: uuid.UUID, words: Said | None = None, unit_id: int | None = None
) -> DisclosureSeen:
    """As `person`, for the first unit that can."""
    with as_user(person.pk):
        unit = unit_id or disclosure_units(case_id)[0].unit_id
        key = disclosure_begin(case_id=case_id, unit_id=unit, said=words or said())
        return found(key)


def found(key: uuid.UUID) -> DisclosureSeen:
    """As whoever asks reads it."""
    disclosure = disclosure_found(key)
    assert disclosure is not None
    return disclosure


def chosen(person: User, disclosure: DisclosureSeen) -> DisclosureSeen:
    """With every note that is about the child."""
    with as_user(person.pk):
        notes = [one for one in notes_to_choose(disclosure.id) if not one.about_others]
        disclosure_choose(
            disclosure=disclosure,
            notes=[(one.entry_id, one.version) for one in notes],
        )
        return found(disclosure.id)


def made(person: User, case_id: uuid.UUID, words: Said | None = None) -> DisclosureSeen:
    """All of it."""
    disclosure = chosen(person, begun(person, case_id, words))
    with as_user(person.pk):
        disclosure_make(disclosure=disclosure)
        return found(disclosure.id)


def who(cast: Cast, asks: Callable[[], Any]) -> set[str]:
    """Those of the cast for whom there is something."""
    answered = set()
    for name in EVERYBODY:
        with as_user(getattr(cast, name).pk):
            if asks():
                answered.add(name)
    return answered


def refused(code: str, person: User, verb: Callable[..., Any], **arguments: Any) -> None:
    with as_user(person.pk), pytest.raises((Refused, NothingThere)) as reason:
        verb(**arguments)
    assert reason.value.code == code


def set_on_case(case_id: uuid.UUID, **values: Any) -> None:
    with as_system("test: another log"):
        Case.objects.filter(pk=case_id).update(**values)


def sent_back(**ago: int) -> None:
    """Everything that was begun and made lies further back."""
    with as_system("test: time goes"), connection.cursor() as cursor:
        cursor.execute(
            "update cases_disclosure set begun_at = begun_at - %s::interval, made_at = made_at - %s::interval",
            [str(timedelta(**ago))] * 2,
        )
