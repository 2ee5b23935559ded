"""Handling notices: marking them read, and having them sent soon after the act that left them."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models.functions import Now

from municipality.notices.models import Notice, NoticeType
from municipality.notices.selectors import unread_notices


def deliver_soon() -> None:
    """Have the worker look into the outbox as soon as this transaction has been committed.

    A queue that is down fails nothing and delays nobody: the clock asks the worker again within a minute.
    """
    transaction.on_commit(_wake_worker, robust=True)


def _wake_worker() -> None:
    from municipality.notices.tasks import deliver_notices

    deliver_notices.apply_async(retry=False)


def notice_read(notice_id: uuid.UUID) -> None:
    """Mark one of the user's own notices as read; the first time counts. The statement cannot reach others'."""
    Notice.objects.filter(pk=notice_id, read_at=None).update(read_at=Now())


def notices_seen(*types: NoticeType, **about: uuid.UUID | Sequence[uuid.UUID] | None) -> None:
    """Mark as read what waits for the current user about what they see now: `case_id=…`, `concern_id__in=…`.

    With `types`, only what is of these. It is the mark that «Nytt siden sist» goes by.
    """
    if not unread_notices(1):  # which is asked in a tenth of the time
        return
    seen = Notice.objects.filter(read_at=None, **about)
    (seen.filter(notice_type__in=types) if types else seen).update(read_at=Now())


def notices_read_all() -> int:
    """Mark everything that waits for the current user as read; how many there were."""
    return Notice.objects.filter(read_at=None).update(read_at=Now())
