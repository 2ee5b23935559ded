"""Sending what waits: started after each act that leaves a notice, and every minute for what was missed."""

from celery import shared_task

from municipality.jobs.doing import job
from municipality.notices.delivery import deliver_waiting


@shared_task
@job("deliver-notices")
def deliver_notices() -> None:
    deliver_waiting()
