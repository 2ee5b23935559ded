"""The demo's teams: who sits in TST Sentrum and OST, their next meetings, and a systemsak that waits."""

from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from demo.laying import REASON, Laying
from demo.story import HOME
from demo.times import working_moment
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice, NoticeType
from municipality.organisation.models import Team
from teams.meetings.services import meeting_plan
from teams.members.models import Seat, SeatRole
from teams.systemissues.models import SystemIssue
from teams.systemissues.services import system_issue_raise

TUESDAY: Final = 1
SEATS: Final = {
    "TST Sentrum": {
        "ppt": SeatRole.CHAIR,
        "helsesykepleier": SeatRole.SECRETARY,
        "barnevern": SeatRole.MEMBER,
    },
    "Overordnet samarbeidsteam": {
        "ostleder": SeatRole.CHAIR,
        "rektor": SeatRole.MEMBER,
        "helsesykepleier": SeatRole.MEMBER,
        "barnevern": SeatRole.MEMBER,
    },
}


def lay_teams(laying: Laying) -> None:
    """Seats as the system, and what has happened since as the people themselves."""
    teams = {name: _seated(laying, name) for name in SEATS}
    tuesday = laying.today + timedelta(days=(TUESDAY - laying.today.weekday() - 1) % 7 + 1)
    for name, day, hour in (
        ("TST Sentrum", tuesday, 9),
        ("Overordnet samarbeidsteam", tuesday + timedelta(days=16), 12),
    ):
        chair = next(user for user, role in SEATS[name].items() if role == SeatRole.CHAIR)
        with as_user(laying.users[chair].pk):
            starts_at = timezone.make_aware(datetime.combine(day, time(hour)))
            meeting_plan(team=teams[name], starts_at=starts_at, place="Rådhuset, møterom 2")
    _lay_system_issue(laying, teams["TST Sentrum"])
    with as_system(REASON):
        Notice.objects.filter(notice_type=NoticeType.MEETING_PLANNED).update(
            created_at=working_moment(laying.now, 9)
        )


def _seated(laying: Laying, name: str) -> Team:
    with as_system(REASON):
        team = Team.objects.get(municipality__number=HOME, name=name)
        for username, role in SEATS[name].items():
            Seat.objects.create(
                team=team,
                user=laying.users[username],
                unit=laying.unit_of(username),
                role=role,
                starts_at=laying.now - timedelta(days=300),
            )
    return team


def _lay_system_issue(laying: Laying, team: Team) -> None:
    with as_user(laying.users["helsesykepleier"].pk):
        issue_id = system_issue_raise(
            team=team,
            unit=laying.unit_of("helsesykepleier"),
            title="Overgangen fra barnehage til skole",
            what_fails=(
                "Skolene får vite for sent om barn som trenger tilrettelegging. Tre av fem møter i vår ble holdt "
                "etter at klassene var satt sammen."
            ),
            suggestion="Overgangsmøtene holdes før 1. mars, og barnehagen kaller inn.",
        )
    with as_system(REASON):
        SystemIssue.objects.filter(pk=issue_id).update(raised_at=working_moment(laying.now, 12))
