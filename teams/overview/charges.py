"""The teams that somebody leads, for "Min dag": when each meets, and how much is on the table that meets first."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.myday.charges import Charge
from municipality.organisation.models import Team
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.dates import moment_text
from teams.meetings.agenda import agenda_of
from teams.meetings.models import Meeting
from teams.members.models import Seat, SeatRole
from teams.members.selectors import my_team_ids


def led_teams(user: User, place: Workplace) -> list[Charge]:
    """Those in which `user`, the current user, is in the chair, the one that meets first first."""
    led = Seat.objects.filter(team__in=my_team_ids(), user=user, role=SeatRole.CHAIR, ends_at=None)
    teams = list(Team.objects.filter(pk__in=led.values("team")).order_by("name"))
    if not teams:
        return []
    planned = Meeting.objects.filter(team__in=teams, started_at=None).order_by("-starts_at")
    meetings = {meeting.team_id: meeting for meeting in planned}
    teams.sort(
        key=lambda team: (team.pk not in meetings, team.pk in meetings and meetings[team.pk].starts_at)
    )
    return [_charge(team, meetings.get(team.pk), counted=team is teams[0]) for team in teams]


def _charge(team: Team, meeting: Meeting | None, *, counted: bool) -> Charge:
    words = []
    if counted:
        number = len(
            agenda_of(team, timezone.localdate(meeting.starts_at) if meeting else timezone.localdate())
        )
        words.append(ngettext("%(n)d sak på bordet", "%(n)d saker på bordet", number) % {"n": number})
    if meeting:
        starts = moment_text(timezone.localtime(meeting.starts_at), timezone.localtime())
        words.append(_("møtes %(when)s") % {"when": starts})
    else:
        words.append(_("ikke noe møte er satt opp"))
    return Charge(team.name, reverse("teams:team", args=[team.pk]), " · ".join(words))
