"""Drafts do not live for ever: after a month it is text about a child that nobody answers for."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from municipality.access.identity import as_system
from municipality.drafts.models import Draft

KEPT_FOR = timedelta(days=30)


@shared_task
def delete_old_drafts() -> None:
    with as_system("delete old drafts"):
        Draft.objects.filter(saved_at__lt=timezone.now() - KEPT_FOR).delete()
