"""What the worker does with concerns that are old, and with those of people who have left."""

from celery import shared_task

from cases.concerns.services import concerns_forget, concerns_settle
from municipality.access.identity import as_system
from municipality.jobs.doing import job


@shared_task
@job("forget-old-concerns")
def forget_old_concerns() -> None:
    """Concerns that led to nothing are not kept longer than the municipality has chosen."""
    with as_system("forget old concerns"):
        concerns_forget()


@shared_task
@job("settle-concerns")
def settle_concerns() -> None:
    """Who left the unit has had no access since that second; this says whose the concerns are now, and tells them."""
    with as_system("settle concerns"):
        concerns_settle()
