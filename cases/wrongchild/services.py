"""Taking what was written on the wrong child to the right one. Each leaves a deviation; the database checks who may."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from cases.concerns.models import Concern
from cases.concerns.services import KeptOut, concern_keep_out
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.clock import database_today
from municipality.notices.models import NoticeType
from municipality.notices.services import deliver_soon
from municipality.organisation.deadlines import deadline
from municipality.organisation.models import Unit
from municipality.versions import ChangedMeanwhile


class RightChild(NamedTuple):
    """Whom it is about, as an undring says it."""

    name: str
    birth_date: date | None
    due_date: date | None = None


@transaction.atomic
def note_move(
    *,
    entry_id: uuid.UUID,
    to: uuid.UUID,
    about: uuid.UUID | None = None,
    about_other: bool = False,
    discovered_at: datetime | None = None,
) -> uuid.UUID:
    """Move a note to another log and return its key there; it was `discovered_at`, now if not said.

    `about` and `about_other` are those of a new note; of a leader, who does not read it, they count for nothing.

    PermissionDenied for others than its author, or the leader of one who has left, and for a log in which they do not
    write for the same unit.
    """
    made: uuid.UUID = call(
        "note_move", entry=entry_id, into=to, about=about, about_other=about_other, discovered=discovered_at
    )
    deliver_soon()
    return made


@transaction.atomic
def note_to_concern(
    *,
    entry_id: uuid.UUID,
    unit: Unit,
    child: RightChild,
    keeper_id: int | None = None,
    kept_out: KeptOut | None = None,
    discovered_at: datetime | None = None,
) -> uuid.UUID:
    """Move a note into a new undring of `unit`, for which it was written; returns the undring's key.

    Its author has it, and can keep somebody out before anybody is told. A leader gives it to `keeper_id`, and reads
    nothing of it until that person lets her in.
    """
    made = uuid.uuid4()
    call(
        "note_to_concern",
        entry=entry_id, concern=made, keeper=keeper_id, child_name=child.name, birth_date=child.birth_date,
        due_date=child.due_date, deadline=deadline(
            unit.municipality, database_today(), unit.municipality.concern_deadline_days
        ), discovered=discovered_at,
    )  # fmt: skip
    access_log.record(Act.CONCERN_REGISTER, unit_id=unit.pk, objects=[Concern(pk=made)])
    if keeper_id is None:
        if kept_out:
            concern_keep_out(concern=Concern(pk=made, unit=unit), kept_out=kept_out)
        call("concern_notify", concern=made, notice_type=NoticeType.CONCERN_REGISTERED.value)
    deliver_soon()
    return made


@transaction.atomic
def concern_correct(
    *, concern: Concern, version: int, child: RightChild, discovered_at: datetime | None = None
) -> None:
    """Say over version `version` that an undring is about another child.

    Raises ChangedMeanwhile; PermissionDenied for others than who has it, and when the family has been asked or a log
    was opened from it.
    """
    done = call(
        "concern_correct",
        concern=concern.pk, version=version, child_name=child.name, birth_date=child.birth_date,
        due_date=child.due_date, discovered=discovered_at,
    )  # fmt: skip
    if not done:
        raise ChangedMeanwhile(Concern.objects.get(pk=concern.pk))
    access_log.record(Act.CONCERN_CORRECT, unit_id=concern.unit_id, objects=[concern])
    deliver_soon()
