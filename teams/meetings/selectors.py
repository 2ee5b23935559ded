"""What is on a team's table on a day, and its meetings. Row security leaves out what the reader may not see.

An agenda numbers only what the current user may see, so that its numbers have no gap where something is left out.
"""

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from municipality.access.verbs import rows
from municipality.organisation.models import Team
from teams.meetings.models import Meeting
from teams.referrals.models import Referral

EARLIER: Final = 10  # meetings on the page of a team


def next_meeting(team: Team) -> Meeting | None:
    """The next one that has not begun, even if its time has passed: it can be begun or moved. For team members."""
    return planned(Meeting.objects.filter(team=team)).order_by("starts_at").first()


def planned(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those that are to be held: neither begun nor called off."""
    return meetings.filter(started_at=None, cancelled_at=None)


def called_off(team: Team) -> QuerySet[Meeting]:
    """Meetings that would have been held today or later and are called off, the nearest first."""
    ahead = Meeting.objects.filter(team=team, starts_at__date__gte=timezone.localdate())
    return ahead.filter(cancelled_at__isnull=False).order_by("starts_at")


class CalledOff(NamedTuple):
    """When an item would have been taken up, and why it was not."""

    starts_at: datetime
    why: str


def called_off_for(referral: Referral) -> CalledOff | None:
    """The meeting that was called off, until the team has met again. For those who read the item as staff."""
    return next(iter(rows(CalledOff, "referral_called_off", referral=referral.pk)), None)


def unapproved_meetings(team: Team) -> QuerySet[Meeting]:
    """Meetings that have begun and whose minutes wait for the chair, oldest first."""
    return Meeting.objects.filter(team=team, started_at__isnull=False, approved_at=None).order_by("starts_at")


def earlier_meetings(team: Team) -> QuerySet[Meeting]:
    """Meetings with approved minutes, newest first."""
    return Meeting.objects.filter(team=team, approved_at__isnull=False).order_by("-starts_at")


def begins(meeting: Meeting) -> datetime:
    """When its first item comes: when it is planned, or when it was begun, to the nearest five minutes before."""
    if meeting.started_at is None:
        return meeting.starts_at
    at = meeting.started_at.replace(second=0, microsecond=0)
    return at - timedelta(minutes=at.minute % 5)


def day_of(meeting: Meeting) -> date:
    """The day that the agenda is for: when it was held, or when it is planned, but never a day that has passed."""
    if meeting.started_at:
        return timezone.localdate(meeting.started_at)
    return max(timezone.localdate(meeting.starts_at), timezone.localdate())
