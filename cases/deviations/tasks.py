"""What the worker does with deviations."""

from celery import shared_task

from cases.deviations.services import deviations_remind
from municipality.access.identity import as_system
from municipality.jobs.doing import job


@shared_task
@job("remind-of-deviations")
def remind_of_deviations() -> None:
    """The privacy officer is told when a day is left of the clock."""
    with as_system("remind of deviations"):
        deviations_remind()
