"""Meetings that the one who asks has something to do for, for "Min dag"."""

from datetime import timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.myday.waiting import Waiting
from municipality.people.models import User
from municipality.people.place import Place
from municipality.ui.dates import clock
from municipality.ui.paging import enough
from teams.meetings.models import Meeting
from teams.members.models import Seat, SeatRole

SOON: Final = timedelta(days=7)


def meetings(user: User, place: Place) -> list[Waiting]:
    """Those to prepare within a week, for everybody who sits there; for the chair also minutes to approve. One query.

    A meeting is seen by those who sit in its team, so no filter is needed. One whose time has passed and that has not
    begun waits for those who can begin or move it.
    """
    if not place.units:
        return []
    own = Seat.objects.filter(team=OuterRef("team"), user=user, ends_at=None)
    found = (
        Meeting.objects.filter(
            Q(started_at=None, starts_at__lte=timezone.now() + SOON) | Q(started_at__isnull=False)
        )
        .filter(approved_at=None)
        .annotate(
            chairs=Exists(own.filter(role=SeatRole.CHAIR)),
            keeps=Exists(own.filter(role__in=[SeatRole.CHAIR, SeatRole.SECRETARY])),
        )
        .select_related("team")
    )
    return [line for meeting in enough(found) if (line := _line(meeting, meeting.chairs, meeting.keeps))]


def _line(meeting: Meeting, chairs: bool, keeps: bool) -> Waiting | None:
    url, team = reverse("meetings:read", args=[meeting.pk]), meeting.team.name
    starts = timezone.localtime(meeting.starts_at)
    if meeting.started_at:
        return Waiting(_("Godkjenn referatet fra %(team)s") % {"team": team}, url) if chairs else None
    if starts.date() < timezone.localdate():
        words = _("Start eller flytt møtet i %(team)s")
        return Waiting(words % {"team": team}, url, due=starts.date()) if keeps else None
    words = _("Forbered møtet i %(team)s")
    return Waiting(words % {"team": team}, url, due=starts.date(), about=clock(starts))
