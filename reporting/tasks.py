"""What the clock does with figures."""

from celery import shared_task
from django.utils import timezone

from municipality.access.identity import as_system
from reporting.figures.services import figures_publish_everywhere


@shared_task
def publish_figures() -> None:
    """The figures of this day; a second run on the same day changes nothing."""
    with as_system("publish figures"):
        figures_publish_everywhere(timezone.localdate())
