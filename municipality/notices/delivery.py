"""The outbox: sends a neutral e-mail to everybody for whom something waits, at most one at a time.

R10: the e-mail says that something waits and where to log in, and nothing else. Before it leaves, the database is asked
as the recipient whether the notice may still be seen: after a withdrawal nothing is sent. Nor is anything about what
has been read, which waits no longer.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from municipality.access.identity import as_system, as_user
from municipality.clock import database_now
from municipality.notices.choices import Told, next_morning
from municipality.notices.mail import Failed, send
from municipality.notices.models import Failure, Notice, Way
from municipality.people.models import User

logger = logging.getLogger(__name__)

# After a failed attempt until the next one. After the last it is given up; the page "Varsler" has it.
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))
REASON = "deliver notices"


def deliver_waiting() -> int:
    """Tell everybody who has notices that are due, one transaction each; the number of e-mails that left.

    Can be run twice at the same time, or again after a failure: what somebody else holds is passed over, and what has
    been sent is not waiting any more. One person's failure, whatever it is, does not keep the others waiting.
    """
    tried: list[int] = []
    sent = 0
    while (person := _next_person(tried)) is not None:
        tried.append(person.pk)
        sent += _deliver(person)
    return sent


def _due() -> Q:
    """The first attempt at once, each further one after its pause; a last attempt in the future counts as long ago."""
    due = Q(attempts=0)
    for attempts, pause in enumerate(PAUSES, start=1):
        due |= Q(attempts=attempts) & (Q(tried_at__lte=Now() - pause) | Q(tried_at__gt=Now()))
    return Q(sent_at=None, given_up_at=None) & due & (Q(held_until=None) | Q(held_until__lte=Now()))


def _next_person(tried: Sequence[int]) -> User | None:
    with as_system(REASON):
        notice = Notice.objects.filter(_due()).exclude(user__in=tried).order_by("created_at").first()
        return notice.user if notice else None


def _deliver(person: User) -> bool:
    """Whether an e-mail left. A fault that is not about sending is counted too, after all else is taken back."""
    try:
        with transaction.atomic():
            return _tell(person)
    except Exception as error:  # noqa: BLE001 - whatever it was, others wait
        logger.error("The notices of one person could not be handled (%s).", type(error).__name__)
    try:
        with as_system(REASON):
            _count(Notice.objects.filter(_due(), user=person), Failed(Failure.OTHER))
    except DatabaseError as error:
        logger.error("A failed attempt could not be counted (%s).", type(error).__name__)
    return False


def _tell(person: User) -> bool:
    """One e-mail for all that waits for this person; true when it left. What was chosen for the morning is held."""
    with as_system(REASON):
        waiting = Notice.objects.filter(_due(), user=person).select_for_update(skip_locked=True)
        locked = {notice.pk: notice for notice in waiting}
        told = Told(person)
    with as_user(person.pk):
        visible = list(Notice.objects.filter(pk__in=locked, read_at=None).values_list("pk", flat=True))
    ways = {pk: told.by(locked[pk].notice_type) for pk in visible}
    urgent = [
        pk for pk, way in ways.items() if way == Way.AT_ONCE or (way == Way.DAILY and locked[pk].held_until)
    ]
    # The e-mail says that something waits: that is true of what waits for the morning, too.
    mailed = [pk for pk, way in ways.items() if way != Way.NONE] if urgent and person.email else []
    failed = send(person.email, mailed) if mailed else None
    with as_system(REASON):
        settled = Notice.objects.filter(pk__in=locked)
        if failed:
            _count(settled.filter(pk__in=mailed), failed)
            settled = settled.exclude(pk__in=mailed)
        elif mailed:
            # And of what was given up before.
            settled = Notice.objects.filter(
                Q(pk__in=locked) | Q(user=person, sent_at=None, given_up_at__isnull=False)
            )
        elif person.email:
            held = settled.filter(pk__in=[pk for pk, way in ways.items() if way == Way.DAILY])
            held.update(held_until=next_morning(database_now()))
            settled = settled.exclude(held_until__gt=Now())
        settled.update(sent_at=Now())
    return bool(mailed) and not failed


def _count(notices: QuerySet[Notice], failed: Failed) -> None:
    """Note the attempt and why it failed, and give up after the last one, or at once where no other would help."""
    keys = list(notices.values_list("pk", flat=True))
    notices = Notice.objects.filter(pk__in=keys)
    notices.update(attempts=F("attempts") + 1, tried_at=Now(), failure=failed.failure)
    given_up = notices if failed.for_good else notices.filter(attempts__gt=len(PAUSES))
    given_up.update(given_up_at=Now())
