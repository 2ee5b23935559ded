"""What the worker does with requests once a day."""

from celery import shared_task

from cases.requests.services import requests_forget, requests_remind
from municipality.access.identity import as_system
from municipality.jobs.doing import job
from municipality.notices.services import deliver_soon


@shared_task
@job("remind-requests")
def remind_requests() -> None:
    """Who answers is reminded before the day; when it is over, who is above is told."""
    with as_system("remind of requests"):
        if requests_remind():
            deliver_soon()


@shared_task
@job("forget-old-requests")
def forget_old_requests() -> None:
    """What somebody without an account has asked is not kept longer than the municipality has chosen."""
    with as_system("forget old requests"):
        requests_forget()
