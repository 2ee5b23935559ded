"""The teams that somebody leads, for "Min dag": how much is on the table, and when the team meets."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.myday.charges import Charge
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.dates import moment_text
from teams.meetings.agenda import agenda_of
from teams.meetings.selectors import next_meeting
from teams.members.models import Seat, SeatRole
from teams.members.selectors import my_teams


def led_teams(user: User, place: Workplace) -> list[Charge]:
    """Those in which `user`, the current user, is in the chair. The number is that of the reader's own agenda."""
    chairs = set(
        Seat.objects.filter(user=user, role=SeatRole.CHAIR, ends_at=None).values_list("team", flat=True)
    )
    found = []
    for team in my_teams() if chairs else ():
        if team.pk not in chairs:
            continue
        meeting = next_meeting(team)
        number = len(
            agenda_of(team, timezone.localdate(meeting.starts_at) if meeting else timezone.localdate())
        )
        words = [ngettext("%(n)d sak på bordet", "%(n)d saker på bordet", number) % {"n": number}]
        if meeting:
            starts = moment_text(timezone.localtime(meeting.starts_at), timezone.localtime())
            words.append(_("møtes %(when)s") % {"when": starts})
        else:
            words.append(_("ikke noe møte er satt opp"))
        found.append(Charge(team.name, reverse("teams:team", args=[team.pk]), " · ".join(words)))
    return found
