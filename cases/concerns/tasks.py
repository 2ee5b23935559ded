"""What the worker does with old concerns."""

from celery import shared_task

from cases.concerns.services import concerns_forget
from municipality.access.identity import as_system
from municipality.jobs.doing import job


@shared_task
@job("forget-old-concerns")
def forget_old_concerns() -> None:
    """Concerns that led to nothing are not kept longer than the municipality has chosen."""
    with as_system("forget old concerns"):
        concerns_forget()
