"""Sending invitations."""

from typing import Final

from celery import shared_task
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from municipality.jobs.doing import job
from municipality.localaccounts.models import Invitation
from municipality.notices.links import link_make, send_waiting

PAGE: Final = "localaccounts:invitation"


def wake() -> None:
    """Have the worker send what waits as soon as this transaction has been committed."""
    transaction.on_commit(lambda: send_invitations.apply_async(retry=False), robust=True)


@shared_task
@job("send-invitations")
def send_invitations() -> None:
    send_waiting(Invitation, _letter, only=Q(user__is_active=True), reason="send invitations")


def _letter(invitation: Invitation) -> EmailMessage:
    return EmailMessage(
        subject=_("Du er invitert til Stafettpinnen"),
        body=render_to_string("mail/invitation.txt", {"url": link_make(invitation, PAGE)}),
        to=[invitation.user.email],
    )
