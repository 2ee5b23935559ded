"""Sending the links with which a family shows that an address is its own."""

from celery import shared_task
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from municipality.jobs.doing import job
from municipality.notices.links import link_make, send_waiting
from municipality.profile.models import EmailConfirmation


def wake() -> None:
    """Have the worker send what waits as soon as this transaction has been committed."""
    transaction.on_commit(lambda: send_email_links.apply_async(retry=False), robust=True)


@shared_task
@job("send-email-links")
def send_email_links() -> None:
    send_waiting(EmailConfirmation, _letter, only=Q(user__is_active=True), reason="send email links")


def _letter(confirmation: EmailConfirmation) -> EmailMessage:
    return EmailMessage(
        subject=_("Bekreft e-postadressen din"),
        body=render_to_string("mail/confirm.txt", {"url": link_make(confirmation, "profile:confirm_email")}),
        to=[confirmation.email],
    )
