"""What the clock does with figures."""

from celery import shared_task

from municipality.access.identity import as_system
from municipality.clock import database_today
from municipality.jobs.doing import job
from reporting.figures.services import figures_publish_everywhere


@shared_task
@job("publish-figures")
def publish_figures() -> None:
    """The figures of this day; a second run on the same day changes nothing."""
    with as_system("publish figures"):
        figures_publish_everywhere(database_today())
