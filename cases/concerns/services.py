"""Writing concerns: register, change, share with a colleague, keep out, hand over, close."""

import uuid
from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from cases.concerns.models import Concern, ConcernOutcome
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.clock import database_now
from municipality.notices.models import Notice, NoticeType
from municipality.notices.services import deliver_soon
from municipality.organisation.deadlines import deadline
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.models import User
from municipality.versions import change_version


class KeptOut(NamedTuple):
    """Whom, and why (KeptOutBecause)."""

    user_id: int
    because: str


@transaction.atomic
def concern_register(
    *,
    author: User,
    unit: Unit,
    child_name: str,
    birth_date: date | None,
    observed: str,
    since: date,
    due_date: date | None = None,
    kept_out: KeptOut | None = None,
) -> Concern:
    """Register what `author` has seen or heard, for an own unit; the leader is told if the municipality says so.

    Of a child who is not born yet, `due_date` is said. `kept_out` is kept out before anybody is told (D6).
    """
    now = database_now()
    concern = Concern(
        unit=unit,
        author=author,
        keeper=author,
        child_name=child_name,
        birth_date=birth_date,
        due_date=due_date,
        observed=observed,
        since=since,
        registered_at=now,
        deadline=deadline(
            unit.municipality, timezone.localdate(now), unit.municipality.concern_deadline_days
        ),
    )
    concern.save(force_insert=True)
    access_log.record(Act.CONCERN_REGISTER, unit_id=unit.pk, objects=[concern])
    if kept_out:
        concern_keep_out(concern=concern, kept_out=kept_out)
    call("concern_notify", concern=concern.pk, notice_type=NoticeType.CONCERN_REGISTERED.value)
    deliver_soon()
    return concern


@transaction.atomic
def concern_change(
    *,
    concern: Concern,
    version: int,
    child_name: str,
    birth_date: date | None,
    observed: str,
    since: date,
    due_date: date | None = None,
) -> None:
    """Save a new text over version `version`. Raises ChangedMeanwhile, or PermissionDenied for others."""
    change_version(
        concern,
        version,
        child_name=child_name,
        birth_date=birth_date,
        due_date=due_date,
        observed=observed,
        since=since,
    )
    access_log.record(Act.CONCERN_CHANGE, unit_id=concern.unit_id, objects=[concern])


@transaction.atomic
def concern_share(*, concern: Concern, colleague_id: int) -> None:
    """Let a colleague of the same unit read. Raises PermissionDenied for others, and for another unit."""
    call("concern_share", concern=concern.pk, user=colleague_id)
    access_log.record(Act.CONCERN_SHARE, unit_id=concern.unit_id, objects=[concern])
    call("concern_notify", concern=concern.pk, notice_type=NoticeType.CONCERN_SHARED.value)
    deliver_soon()


@transaction.atomic
def concern_keep_out(*, concern: Concern, kept_out: KeptOut) -> None:
    """Keep somebody of the municipality's staff out: they read nothing of it (D6). Who takes a leader's place is told.

    Raises PermissionDenied for others than who has the concern, for a closed one, and for the one who has it.
    """
    call("concern_keep_out", concern=concern.pk, user=kept_out.user_id, because=kept_out.because)
    access_log.record(Act.CONCERN_KEEP_OUT, unit_id=concern.unit_id, objects=[concern])
    deliver_soon()


@transaction.atomic
def concern_let_in(*, concern: Concern, user_id: int) -> None:
    """From now on it is as if nobody had been kept out. Raises NothingThere where the person is not kept out."""
    call("concern_let_in", concern=concern.pk, user=user_id)
    access_log.record(Act.CONCERN_LET_IN, unit_id=concern.unit_id, objects=[concern])


@transaction.atomic
def concern_give(*, concern_id: uuid.UUID, unit_id: int, user_id: int) -> None:
    """Hand it to somebody of the unit, who has it from now on; the former one goes on reading while in the unit.

    Raises PermissionDenied for others than who has it, and for somebody who is kept out or not of the unit.
    """
    call("concern_give", concern=concern_id, user=user_id)
    access_log.record(Act.CONCERN_GIVE, unit_id=unit_id, objects=[Concern(pk=concern_id)])
    deliver_soon()


@transaction.atomic
def concerns_settle() -> int:
    """Concerns of those who have left belong to who has the leader's place, who is told. The system's; how many."""
    settled: int = call("concerns_settle")
    return settled


@transaction.atomic
def concerns_forget() -> int:
    """Delete concerns that led to nothing and are older than their municipality keeps them; returns how many.

    The system's verb. That they were written and read stays in the access log.
    """
    forgotten = 0
    now = database_now()
    # Closed in the future, by a clock that was ahead: counts as closed now.
    Concern.objects.filter(closed_at__gt=now).update(closed_at=now)
    for municipality in Municipality.objects.all():
        before = now - relativedelta(months=municipality.concern_retention_months)
        old = Concern.objects.filter(
            unit__municipality=municipality, outcome=ConcernOutcome.NO_NEED, closed_at__lt=before
        )
        keys = list(old.values_list("pk", flat=True))
        Notice.objects.filter(concern_id__in=keys).delete()
        Concern.objects.filter(pk__in=keys).delete()
        forgotten += len(keys)
    return forgotten


@transaction.atomic
def concern_close(*, concern: Concern, reason: str) -> None:
    """End level 0 because nothing more is needed now. Raises PermissionDenied for others than who has it."""
    closed = Concern.objects.filter(pk=concern.pk, closed_at=None).update(
        closed_at=Now(), outcome=ConcernOutcome.NO_NEED, outcome_reason=reason
    )
    if not closed:
        raise PermissionDenied
    access_log.record(Act.CONCERN_CLOSE, unit_id=concern.unit_id, objects=[concern])
