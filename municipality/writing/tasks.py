"""Drafts do not live for ever: after a month it is text about a child that nobody answers for."""

from celery import shared_task
from django.db.models.functions import Now

from municipality.access.identity import as_system
from municipality.jobs.doing import job
from municipality.writing.drafts import KEPT_FOR
from municipality.writing.models import Draft, Sending


@shared_task
@job("delete-old-drafts")
def delete_old_drafts() -> None:
    with as_system("delete old drafts"):
        # Saved at a time to come, by a clock that was ahead: counts as saved now.
        Draft.objects.filter(saved_at__gt=Now()).update(saved_at=Now())
        Draft.objects.filter(saved_at__lt=Now() - KEPT_FOR).delete()
        # A form that is older than its draft could be is opened again.
        Sending.objects.filter(sent_at__lt=Now() - KEPT_FOR).delete()
