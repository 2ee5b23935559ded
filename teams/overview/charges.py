"""The teams that somebody leads, for "Min dag": when each meets; and of the first, how much there is and who leaves."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.myday.charges import Charge
from municipality.organisation.models import Team
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.dates import moment_text
from teams.meetings.agenda import AgendaItem, agenda_of
from teams.meetings.models import Meeting
from teams.meetings.sections import numbers_left
from teams.meetings.selectors import day_of, planned
from teams.members.models import Seat, SeatRole
from teams.members.selectors import my_team_ids


def led_teams(user: User, place: Workplace) -> list[Charge]:
    """Those in which `user`, the current user, is in the chair, the one that meets first first."""
    led = Seat.objects.filter(team__in=my_team_ids(), user=user, role=SeatRole.CHAIR, ends_at=None)
    teams = list(Team.objects.filter(pk__in=led.values("team")).order_by("name"))
    if not teams:
        return []
    ahead = planned(Meeting.objects.filter(team__in=teams)).order_by("-starts_at")
    meetings = {meeting.team_id: meeting for meeting in ahead}
    teams.sort(
        key=lambda team: (team.pk not in meetings, team.pk in meetings and meetings[team.pk].starts_at)
    )
    return [_charge(team, meetings.get(team.pk), counted=team is teams[0]) for team in teams]


def _charge(team: Team, meeting: Meeting | None, *, counted: bool) -> Charge:
    words = []
    agenda = agenda_of(team, day_of(meeting) if meeting else timezone.localdate(), meeting) if counted else []
    if counted:
        words.append(
            ngettext("%(n)d sak på bordet", "%(n)d saker på bordet", len(agenda)) % {"n": len(agenda)}
        )
    if meeting:
        starts = moment_text(timezone.localtime(meeting.starts_at), timezone.localtime())
        words.append(_("møtes %(when)s") % {"when": starts})
    else:
        words.append(_("ikke noe møte er satt opp"))
    return Charge(
        team.name, reverse("teams:team", args=[team.pk]), " · ".join([*words, *_who_leaves(agenda)])
    )


def _who_leaves(agenda: list[AgendaItem]) -> list[str]:
    """«Siri Tindved, Barnevern går ut av sak 3 og 5», with the numbers of this reader's agenda."""
    said = _("%(who)s går ut av sak %(numbers)s")
    return [said % {"who": who, "numbers": numbers} for who, numbers in numbers_left(agenda).items()]
