"""The outbox: sends a neutral e-mail to everybody for whom something waits, at most one at a time.

R10: the e-mail says that something waits and where to log in, and nothing else. Before it leaves, the database is asked
as the recipient whether the notice may still be seen: after a withdrawal nothing is sent.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from municipality.people.models import User

logger = logging.getLogger(__name__)

# How old a notice must be for its first, second ... attempt. After the last it is given up; the page "Varsler" has it.
PAUSES = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))
REASON = "deliver notices"


def deliver_waiting() -> int:
    """Tell everybody who has notices that are due, one transaction each; the number of e-mails that left.

    Can be run twice at the same time, or again after a failure: what somebody else holds is passed over, and what has
    been sent is not waiting any more. One person's failure does not keep the others waiting.
    """
    tried: list[int] = []
    sent = 0
    while (person := _next_person(timezone.now(), tried)) is not None:
        tried.append(person.pk)
        with transaction.atomic():
            sent += _tell(person, timezone.now())
    return sent


def _due(now: datetime) -> Q:
    due = Q()
    for attempts, pause in enumerate(PAUSES):
        due |= Q(attempts=attempts, created_at__lte=now - pause)
    return Q(sent_at=None) & due


def _next_person(now: datetime, tried: Sequence[int]) -> User | None:
    with as_system(REASON):
        notice = (
            Notice.objects.filter(_due(now))
            .exclude(user__in=tried)
            .select_related("user")
            .order_by("created_at")
            .first()
        )
        return notice.user if notice else None


def _tell(person: User, now: datetime) -> int:
    """One e-mail for all that waits for this person; 1 when it left."""
    with as_system(REASON):
        waiting = Notice.objects.filter(_due(now), user=person).select_for_update(skip_locked=True)
        locked = list(waiting.values_list("pk", flat=True))
    with as_user(person.pk):
        visible = list(Notice.objects.filter(pk__in=locked).values_list("pk", flat=True))
    failed = bool(visible and person.email) and not _send(person.email)
    with as_system(REASON):
        settled = Notice.objects.filter(pk__in=locked)
        if failed:
            settled.filter(pk__in=visible).update(attempts=F("attempts") + 1)
            settled = settled.exclude(pk__in=visible)
        settled.update(sent_at=Now())
    return int(bool(visible and person.email) and not failed)


def _send(address: str) -> bool:
    message = EmailMessage(
        subject=_("Noe venter på deg i Stafettpinnen"),
        body=render_to_string("mail/notice.txt", {"url": f"{settings.PUBLIC_URL}{reverse('notices:list')}"}),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (SMTPException, OSError) as error:
        logger.warning("An e-mail about notices could not be sent (%s).", type(error).__name__)
        return False
    return True
