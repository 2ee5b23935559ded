"""Meetings that the current user has something to do for, for "Min dag"."""

from datetime import timedelta
from typing import Final

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.myday.waiting import Waiting
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.dates import clock
from municipality.ui.paging import enough
from teams.meetings.models import Meeting
from teams.members.models import Seat, SeatRole
from teams.members.selectors import my_team_ids

SOON: Final = timedelta(days=7)
KEEPERS: Final = (SeatRole.CHAIR, SeatRole.SECRETARY)  # who begins and moves a meeting


def meetings(user: User, place: Workplace) -> list[Waiting]:
    """Those to prepare within a week, for everybody who sits there; for the chair also minutes to approve.

    A meeting is seen by those who sit in its team, so no filter is needed. One whose time has passed and that has not
    begun waits for those who can begin or move it.
    """
    if not (place.units and my_team_ids()):
        return []
    own = Seat.objects.filter(team=OuterRef("team"), user=user, ends_at=None)
    found = (
        Meeting.objects.filter(
            Q(started_at=None, starts_at__lte=timezone.now() + SOON) | Q(started_at__isnull=False)
        )
        .filter(approved_at=None, cancelled_at=None)
        .annotate(role=Subquery(own.values("role")))
        .select_related("team")
    )
    return [line for meeting in enough(found) if (line := _line(meeting, meeting.role))]


def _line(meeting: Meeting, role: str | None) -> Waiting | None:
    url, team = reverse("meetings:read", args=[meeting.pk]), meeting.team.name
    starts = timezone.localtime(meeting.starts_at)
    if meeting.started_at:
        return (
            Waiting(_("Godkjenn referatet fra %(team)s") % {"team": team}, url)
            if role == SeatRole.CHAIR
            else None
        )
    if starts.date() < timezone.localdate():
        words = _("Start eller flytt møtet i %(team)s")
        return Waiting(words % {"team": team}, url, due=starts.date()) if role in KEEPERS else None
    words = _("Forbered møtet i %(team)s")
    return Waiting(words % {"team": team}, url, due=starts.date(), about=clock(starts))
