"""What the worker does when a consent has run out."""

from celery import shared_task

from municipality.access.identity import as_system
from municipality.access.verbs import call
from municipality.jobs.doing import job
from municipality.notices.services import deliver_soon


@shared_task
@job("settle-expired")
def settle_expired() -> None:
    """Close logs whose last consent has run out, and move batons whose holder may no longer read.

    Access has ended by itself, to the second; this only tidies up.
    """
    with as_system("settle expired"):
        if call("settle_all"):
            deliver_soon()
