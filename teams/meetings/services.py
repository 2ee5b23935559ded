"""Meetings: plan one, call it off, begin it, write its minutes, approve them, correct them."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.core.exceptions import PermissionDenied
from django.db import transaction

from municipality.access.columns import unread
from municipality.access.refusals import NothingThere
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from municipality.organisation.models import Team
from municipality.people.models import User
from municipality.versions import ChangedMeanwhile
from teams.discussions.models import AnonymousDiscussion
from teams.items.item import Item, case_of, keys_of
from teams.meetings.models import Meeting, MinutesItem
from teams.members.models import Seat
from teams.referrals.models import Referral


@dataclass(frozen=True)
class MinutesWords:
    """What is written about one item. `send_on`: a systemsak goes to the team above; `informs` tells the family."""

    summary: str = ""
    advice: str = ""
    responsible: User | None = None
    deadline: date | None = None
    informs: User | None = None
    follow_up_on: date | None = None
    send_on: bool = False


@transaction.atomic
def meeting_plan(*, team: Team, starts_at: datetime, place: str) -> uuid.UUID:
    """Plan a meeting; everybody who sits in the team is told. Chair or secretary (PermissionDenied otherwise)."""
    meeting_id = uuid.uuid4()
    call("meeting_plan", id=meeting_id, team=team.pk, starts_at=starts_at, place=place)
    access_log.record(Act.MEETING_PLAN)
    deliver_soon()
    return meeting_id


@transaction.atomic
def meeting_move(meeting: Meeting, *, starts_at: datetime, place: str) -> None:
    """Another time or place; everybody is told. NothingThere once it has begun."""
    call("meeting_move", id=meeting.pk, starts_at=starts_at, place=place)
    access_log.record(Act.MEETING_PLAN)
    deliver_soon()


@transaction.atomic
def meeting_start(meeting: Meeting, *, present: Iterable[Seat]) -> None:
    """Begin, or say again who is there. Those given a seat since a case was referred are named for it now."""
    call("meeting_start", id=meeting.pk, present=[seat.pk for seat in present])
    access_log.record(Act.MEETING_START)


@transaction.atomic
def meeting_start_undo(meeting: Meeting) -> None:
    """It has not begun after all. NothingThere once something is written, as far as the current user may see."""
    call("meeting_start_undo", id=meeting.pk)
    access_log.record(Act.MEETING_UNDO)


@transaction.atomic
def meeting_cancel(meeting: Meeting, *, why: str) -> None:
    """Call it off: its items wait for the next one, and those who sent them are told. NothingThere once begun."""
    call("meeting_cancel", id=meeting.pk, why=why)
    access_log.record(Act.MEETING_CANCEL)
    deliver_soon()


@transaction.atomic
def minutes_write(*, meeting: Meeting, item: Item, version: int, written: MinutesWords) -> int:
    """Write about one item over `version` (0: nothing yet); returns the new version.

    Chair or secretary who may hear the item: PermissionDenied otherwise, also when a consent was withdrawn meanwhile
    and when somebody is made responsible who may not hear it. ChangedMeanwhile when the version has changed;
    NothingThere before the meeting has begun and once its minutes are approved.
    """
    keys = keys_of(item)
    fresh = call(
        "minutes_write",
        meeting=meeting.pk,
        referral=keys["referral"],
        discussion=keys["discussion"],
        issue=keys["issue"],
        version=version,
        summary=written.summary,
        advice=written.advice,
        responsible=written.responsible and written.responsible.pk,
        deadline=written.deadline,
        informs=written.informs and written.informs.pk,
        follow_up_on=written.follow_up_on,
        send_on=written.send_on,
    )
    if fresh is None:
        raise ChangedMeanwhile(MinutesItem.objects.get(meeting=meeting, **keys))
    if not isinstance(item, AnonymousDiscussion):
        access_log.record(Act.MINUTES_WRITE, case_id=case_of(item), objects=[item])
    return int(fresh)


@transaction.atomic
def curtain_set(*, meeting: Meeting, referral: Referral, up: bool) -> None:
    """Lift the curtain of one item on the shared screen, when those left out have gone, or let it down again."""
    call("curtain_set", meeting=meeting.pk, referral=referral.pk, up=up)
    if up:
        access_log.record(Act.CURTAIN_LIFT, case_id=referral.case_id, objects=[referral])


@transaction.atomic
def curtains_down(meeting: Meeting, *, but: uuid.UUID | None = None) -> None:
    """Lower every curtain of the meeting but that of the referral `but`, so that moving on leaves nothing open."""
    lifted = MinutesItem.objects.filter(
        meeting=meeting, lifted_at__isnull=False, referral__closed_at=None, referral__isnull=False
    )
    lifted = lifted.exclude(referral=but).select_related("referral")
    for item in lifted.defer(*unread(MinutesItem, "referral")):
        # Only its own leader can shut an item; on this person's pages it is shut anyway.
        with suppress(PermissionDenied, NothingThere):
            curtain_set(meeting=meeting, referral=cast("Referral", item.referral), up=False)


@transaction.atomic
def meeting_approve(meeting: Meeting) -> None:
    """Lock the minutes, turn decisions into tasks, and take off the table what is not taken up again. The chair's.

    NothingThere when it has not begun or somebody has approved it already.
    """
    call("meeting_approve", id=meeting.pk)
    access_log.record(Act.MEETING_APPROVE)
    deliver_soon()


@transaction.atomic
def correction_add(*, item: MinutesItem, text: str) -> None:
    """Add a correction to locked minutes. By anybody who reads them; PermissionDenied before they are approved."""
    call("correction_add", id=uuid.uuid4(), item=item.pk, text=text)
    if item.discussion_id is None:
        case_id = item.referral.case_id if item.referral else None
        access_log.record(Act.MINUTES_CORRECT, case_id=case_id, objects=[item])
