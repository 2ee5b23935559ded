"""A signed-in browser, and people who take part in a log."""

import uuid

from django.test import Client

from cases.case.services import participant_add
from municipality.access.identity import as_user
from municipality.people.models import User
from tests.cast import Cast


def as_(user: User) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(user)
    return client


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
            participant_add(case_id=case_id, person=person, unit=units[name])
