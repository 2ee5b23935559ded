"""Loading the file: all of it, or nothing."""

from typing import Final

from django.db import transaction

from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from municipality.people.models import User
from municipality.stafffile.plan import Plan

MOST_NAMED: Final = 5000  # one event names no more things


@transaction.atomic
def staff_file_load(plan: Plan) -> None:
    """Do what the plan says: accounts, places, and whom Entra ID leads to them, in one go.

    Accounts that are closed lose their places and sessions, as with `account_close`. Refused when what the plan was
    made of has changed. The event names the accounts that were touched; very many of them take more than one event.
    """
    touched: list[int] = call("staff_file_load", staff_plan=plan.as_json)
    for start in range(0, len(touched), MOST_NAMED):
        some = touched[start : start + MOST_NAMED]
        access_log.record(Act.STAFFFILE_LOAD, objects=[User(pk=key) for key in some])
    deliver_soon()
