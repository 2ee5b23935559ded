"""The teams that somebody leads, for "Min dag": when each meets, what is on the table, and who leaves for what."""

from typing import Final

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
from teams.meetings.sections import numbers_left
from teams.meetings.selectors import day_of, planned
from teams.members.models import Seat, SeatRole
from teams.members.selectors import my_teams

NAMED: Final = 2  # of those who leave; the agenda names all


def led_teams(user: User, place: Workplace) -> list[Charge]:
    """Those in which `user`, the current user, is in the chair, the one that meets next first.

    What is on the table is said of the first, so that the page asks as often for five teams as for one. The numbers
    are those of the reader's own agenda.
    """
    chaired = Seat.objects.filter(user=user, role=SeatRole.CHAIR, ends_at=None).values("team")
    led = list(my_teams().filter(pk__in=chaired))
    if not led:
        return []
    ahead = planned(Meeting.objects.filter(team__in=led)).order_by("-starts_at")
    meetings = {meeting.team_id: meeting for meeting in ahead}
    ordered = [team for key in reversed(meetings) for team in led if team.pk == key]
    ordered += [team for team in led if team.pk not in meetings]
    return [
        Charge(
            team.name,
            reverse("teams:team", args=[team.pk]),
            " · ".join(
                [
                    *(_on_the_table(team, meetings.get(team.pk)) if not at else []),
                    _meets(meetings.get(team.pk)),
                ]
            ),
        )
        for at, team in enumerate(ordered)
    ]


def _on_the_table(team: Team, meeting: Meeting | None) -> list[str]:
    agenda = agenda_of(team, day_of(meeting) if meeting else timezone.localdate())
    left = [
        _("%(who)s går ut i sak %(numbers)s") % {"who": who, "numbers": numbers}
        for who, numbers in numbers_left(agenda).items()
    ]
    rest = len(left) - NAMED
    more = [ngettext("%(n)d til går ut", "%(n)d til går ut", rest) % {"n": rest}] if rest > 0 else []
    number = ngettext("%(n)d sak på bordet", "%(n)d saker på bordet", len(agenda)) % {"n": len(agenda)}
    return [number, *left[:NAMED], *more]


def _meets(meeting: Meeting | None) -> str:
    if meeting is None:
        return _("ikke noe møte er satt opp")
    starts = moment_text(timezone.localtime(meeting.starts_at), timezone.localtime())
    return _("møtes %(when)s") % {"when": starts}
