"""Somebody before the pages of a team and its meetings."""

from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system
from municipality.organisation.models import Theme
from teams.meetings.models import Meeting, Task
from teams.members.models import Seat
from tests.cast import Cast
from tests.plans.helpers import in_days
from tests.teams.helpers import approve, begin, decide, give_district, make_team, refer
from tests.teams.table import item_url, planned, raise_issue
from tests.writing.scenes import TEXT, Scene, Typed, log


def give_seat(cast: Cast) -> Scene:
    url = reverse("members:list", args=[make_team(cast).pk])
    typed = {"person": f"{cast.nav.pk}:{cast.nav_office.pk}", "role": "secretary"}
    return Scene("administrator", url, typed, ("selected", "checked"))


def end_seat(cast: Cast) -> Scene:
    team = make_team(cast)
    with as_system("test: a seat"):
        seat = Seat.objects.filter(team=team).earliest("pk")
    return Scene("administrator", reverse("members:end", args=[team.pk, seat.pk]), {"confirmed": "1"})


def send_to_team(cast: Cast) -> Scene:
    """To the team of the school's district, in which barnevern may not hear it and is left out."""
    team, case_id = make_team(cast), log(cast)
    give_district(cast, team, cast.school)
    typed: Typed = {"wish": "advice", "question": TEXT, "left_out": [str(cast.child_welfare.pk)]}
    return Scene("teacher", reverse("referrals:send", args=[case_id]), typed)


def take_off_the_table(cast: Cast) -> Scene:
    case_id = log(cast)
    referral = refer(cast, case_id, make_team(cast))
    return Scene("teacher", reverse("referrals:close", args=[referral.pk]), {"confirmed": "1"})


def ask_without_names(cast: Cast) -> Scene:
    team = make_team(cast)
    with as_system("test: theme"):
        theme = Theme.objects.create(municipality=cast.home, name="Vennskap")
    typed = {
        "team": str(team.pk), "age_band": "6-9", "theme": str(theme.pk), "arena": "school", "question": TEXT,
        "fits_many": "on",
    }  # fmt: skip
    return Scene("teacher", reverse("discussions:ask"), typed)


def raise_an_issue(cast: Cast) -> Scene:
    typed = {"title": "Overganger", "what_fails": TEXT, "suggestion": "Et møte i mai."}
    return Scene("nurse", reverse("systemissues:raise", args=[make_team(cast).pk]), typed)


# --- meetings


def meeting(cast: Cast) -> Meeting:
    return planned(cast, make_team(cast))


def plan_meeting(cast: Cast) -> Scene:
    typed = {"day": f"{in_days(9):%d.%m.%Y}", "clock": "09.30", "place": "Rådhuset"}
    return Scene("adviser", reverse("meetings:plan", args=[make_team(cast).pk]), typed)


def move(cast: Cast) -> Scene:
    url = reverse("meetings:move", args=[meeting(cast).pk])
    typed = {"day": "i morgen", "clock": "9.30", "place": "Rådhuset"}
    return Scene("adviser", url, typed, ("Rådhuset", "9.30"))


def call_off(cast: Cast) -> Scene:
    typed = {"confirmed": "1", "why": TEXT}
    return Scene("adviser", reverse("meetings:cancel", args=[meeting(cast).pk]), typed)


def undo_the_start(cast: Cast) -> Scene:
    held = begin(cast, make_team(cast))
    return Scene("adviser", reverse("meetings:undo", args=[held.pk]), {"confirmed": "1"})


def begin_meeting(cast: Cast) -> Scene:
    found = meeting(cast)
    with as_system("test: a seat"):
        seat = Seat.objects.filter(team=found.team).earliest("pk")
    return Scene(
        "adviser", reverse("meetings:start", args=[found.pk]), {"present": [str(seat.pk)]}, ("checked",)
    )


def write_minutes(cast: Cast) -> Scene:
    """Of a systemsak, which has no curtain: what was decided stands already, and is changed."""
    team = make_team(cast)
    issue, held = raise_issue(cast, team), begin(cast, team)
    decide(cast, held, issue, responsible="nurse", follow_up_days=30)
    return Scene("adviser", item_url(held, issue), {"summary": TEXT, "go": "stay"})


def write_minutes_that_send_on(cast: Cast) -> Scene:
    """The issue goes to a team above that is there no more."""
    team = make_team(cast)
    above = make_team(cast, team_type="OST", receives_system_issues=True, name="OST")
    issue, held = raise_issue(cast, team), begin(cast, team)
    decide(cast, held, issue, responsible="nurse", send_on=True)
    with as_system("test: the team above is gone"):
        above.seats.all().delete()
        above.delete()
    return Scene("adviser", item_url(held, issue), {"summary": TEXT, "go": "stay"})


def approve_minutes(cast: Cast) -> Scene:
    team = make_team(cast)
    issue, held = raise_issue(cast, team), begin(cast, team)
    decide(cast, held, issue, responsible="nurse")
    return Scene("adviser", reverse("meetings:approve", args=[held.pk]), {"confirmed": "1"})


def task(cast: Cast) -> Task:
    """The nurse's, of a systemsak: minutes that are locked say so."""
    team = make_team(cast)
    issue, held = raise_issue(cast, team), begin(cast, team)
    decide(cast, held, issue, responsible="nurse")
    approve(cast, held)
    with as_system("test: the row"):
        return Task.objects.select_related("item").get()


def give_task(cast: Cast) -> Scene:
    """The nurse, who had it, sits in the team no more: barnevern or the leader can do it."""
    found = task(cast)
    with as_system("test: the nurse and barnevern have left the team"):
        Seat.objects.exclude(role="chair").update(ends_at=timezone.now())
    return Scene("adviser", reverse("tasks:give", args=[found.pk]), {"to": str(cast.adviser.pk)})


def correct_minutes(cast: Cast) -> Scene:
    item = task(cast).item
    return Scene("adviser", reverse("meetings:correct", args=[item.meeting_id, item.pk]), {"text": TEXT})


def do_task(cast: Cast) -> Scene:
    return Scene("nurse", reverse("tasks:do", args=[task(cast).pk]), {"text": TEXT})
