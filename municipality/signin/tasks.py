"""Tidying up after those who have gone."""

from celery import shared_task

from municipality.access.identity import as_system
from municipality.access.verbs import call
from municipality.jobs.doing import job


@shared_task
@job("forget-old-sessions")
def forget_old_sessions() -> None:
    """Where somebody was signed in is kept for a day after it ended."""
    with as_system("forget old sessions"):
        call("sessions_forget")
