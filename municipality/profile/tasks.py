"""Sending the links with which a family shows that an address is its own, and forgetting them."""

from datetime import timedelta
from typing import Final

from celery import shared_task
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from municipality.access.identity import as_system
from municipality.jobs.doing import job
from municipality.notices.links import link_make, send_waiting
from municipality.profile.models import EmailConfirmation

REMEMBERED: Final = timedelta(days=1)  # after their end, since the links of a day are counted


def wake() -> None:
    """Have the worker send what waits as soon as this transaction has been committed."""
    transaction.on_commit(lambda: send_email_links.apply_async(retry=False), robust=True)


@shared_task
@job("send-email-links")
def send_email_links() -> None:
    send_waiting(EmailConfirmation, _letter, only=Q(user__is_active=True), reason="send email links")


@shared_task
@job("forget-old-email-links")
def forget_old_email_links() -> None:
    """An address that nobody has confirmed may be a stranger's, so it is not kept. A confirmed one is the account's."""
    with as_system("forget old email links"):
        EmailConfirmation.objects.filter(ends_at__lt=Now() - REMEMBERED).delete()


def _letter(confirmation: EmailConfirmation) -> EmailMessage:
    return EmailMessage(
        subject=_("Bekreft e-postadressen din"),
        body=render_to_string("mail/confirm.txt", {"url": link_make(confirmation, "profile:confirm_email")}),
        to=[confirmation.email],
    )
