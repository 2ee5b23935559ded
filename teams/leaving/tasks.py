"""What the worker does when somebody has left a unit."""

from celery import shared_task

from cases.case.services import leavers_settle
from cases.concerns.services import concerns_settle
from municipality.access.identity import as_system
from municipality.jobs.doing import job
from municipality.notices.services import deliver_soon
from teams.members.services import seats_settle


@shared_task
@job("settle-leavers")
def settle_leavers() -> None:
    """Nothing points any longer to somebody who has left, and who has the leader's place is told of what nobody has.

    Access has ended by itself, to the second. Batons are moved by `settle_expired`.
    """
    with as_system("settle what leavers had"):
        if leavers_settle() + seats_settle() + concerns_settle():
            deliver_soon()
