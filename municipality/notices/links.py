"""Links that go out by e-mail and work once: made when the e-mail leaves, and kept only as a hash.

The e-mail is the only place where such a link exists, besides the command that prints one.
"""

import logging
import secrets
import uuid
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final, TypeVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from municipality.access.identity import as_system
from municipality.notices.mail import message_id
from municipality.notices.models import MailedLink

logger = logging.getLogger(__name__)

LASTS: Final = timedelta(hours=72)
PAUSE: Final = timedelta(minutes=15)

_Link = TypeVar("_Link", bound=MailedLink)


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def link_make(row: MailedLink, page: str) -> str:
    """The address of the row's page, which works from now for 72 hours. Earlier links of the account do not any more.

    The system's. The link can be told this once: only its hash is kept.
    """
    rows: Any = type(row)._default_manager
    token = secrets.token_urlsafe(32)
    of_account = rows.filter(user=row.user_id, used_at=None, ends_at__gt=Now())  # type: ignore[attr-defined]
    of_account.exclude(pk=row.pk).update(ends_at=Now())
    rows.filter(pk=row.pk).update(token=token_hash(token), ends_at=Now() + LASTS)
    return settings.PUBLIC_URL + reverse(page, args=[token])


def send_waiting(
    model: type[_Link], letter: Callable[[_Link], EmailMessage], *, only: Q, reason: str
) -> None:
    """Send what waits, one transaction each. What did not leave is tried again after a pause, for 72 hours.

    `letter` makes the link and writes the e-mail; `only`: the rows whose account may still have one.
    """
    rows = model._default_manager.filter(only, token=None, ends_at__gt=Now())
    with as_system(reason):
        due = rows.filter(Q(tried_at=None) | Q(tried_at__lte=Now() - PAUSE))
        keys = list(due.values_list("pk", flat=True))
    for pk in keys:
        try:
            # Commits only when the e-mail has left: a link that nobody has got works for nobody.
            with transaction.atomic(), as_system(reason):
                row = rows.filter(pk=pk).select_for_update(skip_locked=True, of=["self"]).first()
                if row:
                    _addressed(letter(row)).send()
        except Exception as error:  # noqa: BLE001 - whatever it was, others wait
            logger.warning("A link could not be sent (%s).", type(error).__name__)
            with as_system(reason):
                model._default_manager.filter(pk=pk).update(tried_at=Now())


def _addressed(letter: EmailMessage) -> EmailMessage:
    # A new one each time: an e-mail that was sent, and its link not stored, must not stand in the way of the next.
    letter.extra_headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id([uuid.uuid4()])}
    return letter
