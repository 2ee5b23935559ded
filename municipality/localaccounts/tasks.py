"""Sending invitations: the only place where the link of one exists, besides the e-mail that it goes out in."""

import logging
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from celery import shared_task
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from municipality.access.identity import as_system
from municipality.jobs.doing import job
from municipality.localaccounts.links import link_make
from municipality.localaccounts.models import Invitation
from municipality.notices.mail import message_id

logger = logging.getLogger(__name__)

REASON: Final = "send invitations"
PAUSE: Final = timedelta(minutes=15)


def wake() -> None:
    """Have the worker send what waits as soon as this transaction has been committed."""
    transaction.on_commit(lambda: send_invitations.apply_async(retry=False), robust=True)


@shared_task
@job("send-invitations")
def send_invitations() -> None:
    """Those that wait, one transaction each. What did not leave is tried again after a pause, for 72 hours."""
    due = Q(tried_at=None) | Q(tried_at__lte=Now() - PAUSE)
    with as_system(REASON):
        waiting = Invitation.objects.filter(due, token=None, ends_at__gt=Now(), user__is_active=True)
        keys = list(waiting.values_list("pk", flat=True))
    for pk in keys:
        try:
            with transaction.atomic(), as_system(REASON):
                _send(pk)
        except Exception as error:  # noqa: BLE001 - whatever it was, others wait
            logger.warning("An invitation could not be sent (%s).", type(error).__name__)
            with as_system(REASON):
                Invitation.objects.filter(pk=pk).update(tried_at=Now())


def _send(pk: UUID) -> None:
    """Commits only when the e-mail has left: a link that nobody has got works for nobody."""
    invitation = (
        Invitation.objects.filter(pk=pk, token=None)
        .select_for_update(skip_locked=True, of=["self"])
        .select_related("user")
        .first()
    )
    if invitation is None:
        return
    link = link_make(invitation)
    EmailMessage(
        subject=_("Du er invitert til Stafettpinnen"),
        body=render_to_string("mail/invitation.txt", {"url": link}),
        to=[invitation.user.email],
        # A new one each time: an e-mail that was sent, and its link not stored, must not stand in the way of the next.
        headers={"Auto-Submitted": "auto-generated", "Message-ID": message_id([uuid4()])},
    ).send()
