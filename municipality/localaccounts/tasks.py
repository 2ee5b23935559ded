"""Sending invitations: the only place where the link of one exists, besides the e-mail that it goes out in."""

import logging
from typing import Final
from uuid import UUID

from celery import shared_task
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from municipality.access.identity import as_system
from municipality.jobs.doing import job
from municipality.localaccounts.links import link_make
from municipality.localaccounts.models import Invitation

logger = logging.getLogger(__name__)

REASON: Final = "send invitations"


def wake() -> None:
    """Have the worker send what waits as soon as this transaction has been committed."""
    transaction.on_commit(lambda: send_invitations.apply_async(retry=False), robust=True)


@shared_task
@job("send-invitations")
def send_invitations() -> None:
    """Those that wait, one transaction each. What did not leave is tried again each minute, for 72 hours."""
    with as_system(REASON):
        waiting = list(
            Invitation.objects.filter(token=None, ends_at__gt=Now(), user__is_active=True).values_list(
                "pk", flat=True
            )
        )
    for pk in waiting:
        try:
            with transaction.atomic(), as_system(REASON):
                _send(pk)
        except Exception as error:  # noqa: BLE001 - whatever it was, others wait
            logger.warning("An invitation could not be sent (%s).", type(error).__name__)


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
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
