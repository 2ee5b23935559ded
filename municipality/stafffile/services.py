"""Loading the file: all of it, or nothing."""

from django.db import transaction

from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from municipality.people.models import User
from municipality.stafffile.plan import Plan


@transaction.atomic
def staff_file_load(plan: Plan) -> None:
    """Do what the plan says: accounts, places, and whom Entra ID leads to them, in one go.

    Accounts that are closed lose their places and sessions, as with `account_close`. Refused when what the plan was
    made of has changed. The event names the accounts that were touched; very many of them take more than one event.
    """
    touched: list[int] = call("staff_file_load", staff_plan=plan.as_json)
    access_log.record_many(Act.STAFFFILE_LOAD, [User(pk=key) for key in touched])
    deliver_soon()
