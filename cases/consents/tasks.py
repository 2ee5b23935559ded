"""What the worker does when a consent has run out."""

from celery import shared_task

from municipality.access.identity import as_system
from municipality.access.verbs import call
from municipality.jobs.doing import job
from municipality.notices.services import deliver_soon


@shared_task
@job("settle-expired")
def settle_expired() -> None:
    """Close logs that have rested long enough, and move batons whose holder may no longer read.

    Access has ended by itself, to the second; this only tidies up.
    """
    with as_system("settle expired"):
        if call("settle_all"):
            deliver_soon()


@shared_task
@job("warn-of-ends")
def warn_of_ends() -> None:
    """Tell the family and the relay holder of consents that end soon (D3)."""
    with as_system("warn of consents that end"):
        if call("consents_warn"):
            deliver_soon()
