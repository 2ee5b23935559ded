"""A large team's table: thirteen items of every sort, for which different people leave the room."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Final

from django.utils import timezone

from cases.case.models import Case
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.organisation.models import Team, Theme
from teams.discussions.services import discussion_ask, fresh_code
from teams.meetings.models import Meeting, MinutesItem, Task
from teams.meetings.services import MinutesWords, minutes_write
from teams.referrals.models import Referral, Wish
from teams.referrals.services import referral_send
from teams.systemissues.services import system_issue_raise
from tests.cast import Cast, synthetic_number, years_ago
from tests.logs.opening import open_log
from tests.teams.helpers import approve, begin, make_team, seat
from tests.teams.table import planned

EVERYBODY: Final = dict.fromkeys(
    ("school", "ppt", "clinic", "child_welfare", "nav_office"), ("school", "child_welfare")
)
BARNEVERN: Final = ("child_welfare",)
BOTH: Final = ("child_welfare", "nav_office")
# Name, age, what is asked, who leaves, urgent.
NEW: Final = (
    ("Emma Eksempel", 9, "Hva kan vi prøve for at Emma skal få noen å være sammen med?", BARNEVERN, False),
    ("Oskar Eksempel", 7, "Vi har prøvd tilrettelegging i et halvt år. Hva gjør vi nå?", (), False),
    ("Ali Eksempel", 12, "Hvem kan hjelpe familien med økonomien?", BARNEVERN, True),
    ("Nora Eksempel", 15, "Nora har ikke vært på skolen på seks uker. Hva kan vi gjøre sammen?", BOTH, False),
    ("Emma Eksempel", 6, "Hvordan tar vi imot henne i første klasse?", (), False),
)
AGAIN: Final = (
    ("Liv Eksempel", 10, "Er det nok med samtale hos helsesykepleier?", BARNEVERN),
    ("Jonas Eksempel", 14, "Hvordan kommer vi i gang igjen etter ferien?", ()),
    ("Sara Eksempel", 8, "Trenger Sara en utredning?", BOTH),
)
LATE: Final = ("Per Eksempel", 11, "Hvem snakker med far?", BARNEVERN)


def lay_thirteen(cast: Cast, *, at: datetime | None = None) -> SimpleNamespace:
    """The team of PPT's adviser with helsestasjon, barnevern and NAV, and its next meeting, which has not begun."""
    team = make_team(cast)
    seat(team, cast.nav, cast.nav_office)
    with as_system("test: theme"):
        theme = Theme.objects.create(municipality=cast.home, name="Vennskap")
    earlier = [_refer(cast, team, row, *one) for row, one in enumerate((*AGAIN, LATE))]
    _answer(cast, team, earlier)
    new = [_refer(cast, team, 10 + row, *one) for row, one in enumerate(NEW)]
    for band, question in (
        ("6-9", "Hva hjelper mot erting i garderoben?"),
        ("13-15", "Når skal vi bekymre oss?"),
    ):
        _ask(cast, team, theme, band, question)
    for title in ("Overgangen fra barnehage til skole", "Ingen ledige timer hos helsesykepleier"):
        with as_user(cast.nurse.pk):
            system_issue_raise(
                team=team,
                unit=cast.clinic,
                title=title,
                what_fails="Vi får vite det for sent.",
                suggestion="",
            )
    meeting = planned(cast, team, at=at)
    return SimpleNamespace(team=team, meeting=meeting, new=new, earlier=earlier)


def _refer(
    cast: Cast,
    team: Team,
    row: int,
    name: str,
    age: int,
    question: str,
    out: Sequence[str],
    urgent: bool = False,
) -> Referral:
    number = synthetic_number(years_ago(age), row)
    # Whoever is 15 answers too.
    key = open_log(cast, number=number, child_name=name, shares=EVERYBODY, child_answer=Answer.YES)
    with as_user(cast.teacher.pk):
        found = referral_send(
            case=Case.objects.get(pk=key), team=team, wish=Wish.ADVICE, question=question, kind="school", urgent=urgent,
            left_out=[getattr(cast, unit).pk for unit in out],
        )  # fmt: skip
        return Referral.objects.get(pk=found)


def _answer(cast: Cast, team: Team, referrals: Sequence[Referral]) -> None:
    """A meeting two weeks ago took them up; all but the last are due today, and of that one a task is overdue."""
    held, today = begin(cast, team), timezone.localdate()
    for one in referrals:
        with as_user(cast.adviser.pk):
            minutes_write(
                meeting=held, item=one, version=0,
                written=MinutesWords(
                    summary="Vi drøftet saken.", advice="Prøv en vennegruppe, og snakk med foreldrene.",
                    responsible=cast.adviser, deadline=today,
                    follow_up_on=today + timedelta(days=20 if one is referrals[-1] else 0),
                ),
            )  # fmt: skip
    approve(cast, held)
    ago = timezone.now() - timedelta(days=14)
    with as_system("test: two weeks pass"):
        Meeting.objects.filter(pk=held.pk).update(starts_at=ago, started_at=ago)
        keys = [one.pk for one in referrals]
        Referral.objects.filter(pk__in=keys).update(sent_at=ago)
        last = MinutesItem.objects.get(referral=keys[-1])
        Task.objects.exclude(item=last).update(done_at=ago)
        Task.objects.filter(item=last).update(deadline=today - timedelta(days=3))


def _ask(cast: Cast, team: Team, theme: Theme, band: str, question: str) -> None:
    with as_user(cast.teacher.pk):
        discussion_ask(
            claim=fresh_code(), team=team, unit=cast.school, age_band=band, theme=theme, arena="school",
            tried="", question=question,
        )  # fmt: skip
