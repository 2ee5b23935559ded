"""A signed-in browser, and a log in one line, for tests that are about what comes after."""

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from cases.agreements.services import Share
from cases.logs.opening import Opening, Parent, case_open
from cases.logs.services import person_name
from consent.models import Answer
from municipality.access.identity import as_user
from municipality.people.models import User
from tests.cast import Cast


def as_(user: User) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(user)
    return client


def make_log(cast: Cast, **changes: Any) -> uuid.UUID:
    """Emma's log, opened by the teacher: the school and PPT read about school, the clinic about health too."""
    opening = Opening(
        **{
            "child_name": "Emma Eksempel",
            "number": cast.emma_number,
            "how": "samtale",
            "given_on": timezone.localdate(),
            "ends": timezone.localdate() + timedelta(days=300),
            "shares": [
                Share(cast.school, ["school", "family"]),
                Share(cast.ppt, ["school"]),
                Share(cast.clinic, ["school", "health"]),
            ],
            "first_kind": "school",
            "first_text": "Emma er mye alene i friminuttene.",
            "level": 2,
            "parents": [
                Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number),
                Parent(
                    "Fredrik Eksempel", "far", False, "folkeregisteret", Answer.NOT_ASKED, cast.father_number
                ),
            ],
        }
        | changes
    )
    with as_user(cast.teacher.pk):
        return case_open(opener=cast.teacher, unit=cast.school, opening=opening)


def join(cast: Cast, case_id: uuid.UUID, *people: str) -> None:
    """The nurse, the adviser … name themselves for their units."""
    units = {
        "nurse": cast.clinic,
        "adviser": cast.ppt,
        "child_welfare_worker": cast.child_welfare,
        "nav": cast.nav_office,
    }
    for name in people:
        person = getattr(cast, name)
        with as_user(person.pk):
            person_name(case_id=case_id, person=person, unit=units[name])
