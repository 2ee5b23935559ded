"""What is on a team's table on a day, and its meetings. Row security leaves out what the reader may not see.

An agenda numbers only what the current user may see, so that its numbers have no gap where something is left out.
"""

from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from municipality.organisation.models import Team
from teams.meetings.models import Meeting

EARLIER: Final = 10  # meetings on the page of a team


def next_meeting(team: Team) -> Meeting | None:
    """The next one that has not begun, even if its time has passed: it can be begun or moved. For team members."""
    return Meeting.objects.filter(team=team, started_at=None).order_by("starts_at").first()


def unapproved_meetings(team: Team) -> QuerySet[Meeting]:
    """Meetings that have begun and whose minutes wait for the chair, oldest first."""
    return Meeting.objects.filter(team=team, started_at__isnull=False, approved_at=None).order_by("starts_at")


def earlier_meetings(team: Team) -> QuerySet[Meeting]:
    """Meetings with approved minutes, newest first."""
    return Meeting.objects.filter(team=team, approved_at__isnull=False).order_by("-starts_at")


def day_of(meeting: Meeting) -> date:
    """The day that the agenda is for: when it was held, or when it is planned, but never a day that has passed."""
    if meeting.started_at:
        return timezone.localdate(meeting.started_at)
    return max(timezone.localdate(meeting.starts_at), timezone.localdate())
