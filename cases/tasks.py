"""What the clock does with cases: access ends by itself, but logs are closed and batons moved by somebody."""

from celery import shared_task

from cases.concerns.services import concerns_forget
from municipality.access.identity import as_system
from municipality.access.verbs import call
from municipality.notices.services import deliver_soon


@shared_task
def settle_expired() -> None:
    """Close logs whose last consent has run out, and move batons whose holder may no longer read."""
    with as_system("settle expired"):
        if call("settle_all"):
            deliver_soon()


@shared_task
def forget_old_concerns() -> None:
    """Concerns that led to nothing are not kept longer than the municipality has chosen."""
    with as_system("forget old concerns"):
        concerns_forget()
