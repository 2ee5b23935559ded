"""Where notices about referrals, tasks and meetings lead, and the words for them."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from cases.notices.registry import Target
from municipality.notices.models import Notice, NoticeType
from municipality.ui.templatetags.ui import day
from teams.meetings.models import Meeting, Task
from teams.referrals.models import Referral
from teams.referrals.selectors import told

# About a systemsak these carry no key of what they are about: a task waits on "Min dag", a new one on the team's table,
# one whose meeting is called off among those that the reader has raised.
WITHOUT_KEY = {
    NoticeType.TASK_GIVEN: "home",
    NoticeType.REFERRAL_SENT: "teams:list",
    NoticeType.MEETING_CANCELLED: "teams:list",
    NoticeType.SEAT_GIVEN: "teams:list",
    NoticeType.SEAT_LEFT: "leaving:overview",
    NoticeType.PLACE_ENDS: "leaving:overview",
}


def targets(notices: Sequence[Notice]) -> dict[uuid.UUID, Target]:
    """Row security decides which of them are still there for the current user."""
    referrals = _referrals({notice.referral_id for notice in notices if notice.referral_id})
    meetings = _meetings({notice.meeting_id for notice in notices if notice.meeting_id})
    tasks = _own_tasks(notices)
    found = {}
    for notice in notices:
        task = tasks.get(notice.referral_id) if notice.notice_type == NoticeType.TASK_GIVEN else None
        if referral := referrals.get(notice.referral_id):
            # Where the team is not told, the case's own words are enough.
            url = _do(task) or reverse("answers:referral", args=[referral.pk])
            found[notice.pk] = Target(url, referral.team_told, (referral,))
        elif meeting := meetings.get(notice.meeting_id):
            words = f"{meeting.team.name}, {day(meeting.starts_at)}"
            found[notice.pk] = Target(reverse("meetings:read", args=[meeting.pk]), words)
        elif notice.case_id is None and notice.notice_type in WITHOUT_KEY:
            found[notice.pk] = Target(_do(task) or reverse(WITHOUT_KEY[NoticeType(notice.notice_type)]))
    return found


def _own_tasks(notices: Sequence[Notice]) -> dict[uuid.UUID | None, Task]:
    """What is still to be done, by the referral it is about, the nearest deadline first."""
    owners = {notice.user_id for notice in notices if notice.notice_type == NoticeType.TASK_GIVEN}
    if not owners:
        return {}
    tasks = Task.objects.filter(user__in=owners, done_at=None).select_related("item").order_by("-deadline")
    return {task.item.referral_id: task for task in tasks}


def _do(task: Task | None) -> str:
    return reverse("tasks:do", args=[task.pk]) if task else ""


def _referrals(keys: set[uuid.UUID]) -> dict[uuid.UUID | None, Any]:
    found = told(Referral.objects.filter(pk__in=keys), listed=True) if keys else ()
    return {referral.pk: referral for referral in found}


def _meetings(keys: set[uuid.UUID]) -> dict[uuid.UUID | None, Meeting]:
    found = Meeting.objects.filter(pk__in=keys).select_related("team") if keys else ()
    return {meeting.pk: meeting for meeting in found}
