"""The demo's absence: Anne will be away for a week, and Per stands in for her then."""

from datetime import timedelta
from typing import Final

from cases.absence.services import absence_register
from demo.laying import Laying
from municipality.access.identity import as_user

AWAY, STANDS_IN = "larer", "larer2"
BEGINS_IN: Final = timedelta(weeks=3)
LASTS: Final = timedelta(days=4)  # after the first day


def lay_absence(laying: Laying) -> None:
    """From a Monday to a Friday; nobody of the guided day is away meanwhile."""
    first = laying.today + BEGINS_IN
    first -= timedelta(days=first.weekday())
    with as_user(laying.users[AWAY].pk):
        absence_register(
            user_id=laying.users[AWAY].pk,
            first=first,
            last=first + LASTS,
            stand_in_id=laying.users[STANDS_IN].pk,
        )
