"""How many queries each page takes, kept in query_counts.json; and lists that take no more for 100 rows than for one.

After a change that is meant: `QUERY_COUNTS=write make test ARGS="tests/test_query_counts.py"`.
"""

import json
import os
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.concerns.services import concern_register
from cases.logs.services import entry_write
from municipality.access.identity import as_system, as_user
from municipality.people.models import MembershipRole, User
from reporting.tasks import publish_figures
from teams.meetings.models import Meeting, Task
from teams.meetings.services import meeting_start
from teams.referrals.models import Referral
from teams.systemissues.models import SystemIssue
from teams.systemissues.services import system_issue_raise
from tests.access.test_explain import OF_NO_CHILD
from tests.cast import Cast, make_staff, synthetic_number, years_ago
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.plans.helpers import make_plan
from tests.teams.helpers import approve, begin, decide, give_district, make_team, refer
from tests.work.helpers import day, evaluate, set_goal, set_measure

BASELINE = Path(__file__).with_name("query_counts.json")
JOINED_TO_ACCOUNTS = re.compile(r'ON \(("\w+"\."\w+") = \(*"municipality_user"\."id"')
PAGES = {
    "min dag, larer": ("teacher", "/"),
    "min dag, mor": ("mother", "/"),
    "undringer": ("teacher", "/undringer/"),
    "ny undring": ("teacher", "/undringer/ny/"),
    "undring": ("teacher", "/undringer/{concern}/"),
    "samtykke, hvem det gjelder": ("teacher", "/undringer/{concern}/samtykke/barnet/"),
    "samtykke, enheter": ("teacher", "/stafettlogger/{case}/samtykke/nytt/enheter/"),
    "stafettlogger": ("teacher", "/stafettlogger/"),
    "stafettlogg, larer": ("teacher", "/stafettlogger/{case}/"),
    "stafettlogg, mor": ("mother", "/stafettlogger/{case}/"),
    "nytt mål": ("teacher", "/stafettlogger/{case}/mal/nytt/"),
    "mål": ("teacher", "/stafettlogger/{case}/mal/{goal}/"),
    "nytt tiltak": ("teacher", "/stafettlogger/{case}/mal/{goal}/tiltak/nytt/"),
    "tiltak": ("mother", "/stafettlogger/{case}/tiltak/{measure}/"),
    "endre tiltak": ("teacher", "/stafettlogger/{case}/tiltak/{measure}/endre/"),
    "evaluer": ("teacher", "/stafettlogger/{case}/tiltak/{measure}/evaluer/"),
    "skriv notat": ("nurse", "/stafettlogger/{case}/notat/"),
    "hvem deler hva": ("mother", "/stafettlogger/{case}/samtykke/"),
    "trekk samtykke": ("mother", "/stafettlogger/{case}/samtykke/trekk/"),
    "hvem har lest": ("mother", "/stafettlogger/{case}/innsyn/"),
    "saksopplysninger": ("nurse", "/saksopplysninger/"),
    "en saks opplysninger": ("nurse", "/saksopplysninger/{case}/"),
    "varsler": ("nurse", "/varsler/"),
    "innsynslogg": ("privacy_officer", "/innsynslogg/"),
    "organisasjon": ("administrator", "/organisasjon/"),
    "e-post": ("administrator", "/organisasjon/e-post/"),
    "tall": ("executive", "/tall/"),
    "kostra": ("nav_leader", "/kostra/"),
}


# In the same log, but when there is a plan.
PLAN_PAGES = {
    "stafettlogg med plan, larer": ("teacher", "/stafettlogger/{case}/"),
    "individuell plan, mor": ("mother", "/stafettlogger/{case}/plan/"),
    "individuell plan, koordinator": ("coordinator", "/stafettlogger/{case}/plan/"),
    "endre individuell plan": ("coordinator", "/stafettlogger/{case}/plan/endre/"),
}

TEAM_PAGES = {
    "meld til team": ("teacher", "/stafettlogger/{case}/henvisning/"),
    "henvisning, teamet": ("nurse", "/henvisninger/{referral}/"),
    "henvisning, mor": ("mother", "/henvisninger/{referral}/"),
    "mine team": ("nurse", "/team/"),
    "et team": ("adviser", "/team/{team}/"),
    "alle team": ("administrator", "/team/"),
    "hvem sitter i teamet": ("administrator", "/team/{team}/deltakere/"),
    "spør uten navn": ("teacher", "/drofting/ny/"),
    "hent svar": ("teacher", "/drofting/svar/"),
    "meld systemsak": ("teacher", "/team/{team}/systemsak/ny/"),
    "systemsak": ("teacher", "/systemsaker/{issue}/"),
}

# A case that a meeting has taken up before and that is on the table of the next, and what came of it.
MEETING_PAGES = {
    "sett opp møte": ("adviser", "/team/{team}/mote/nytt/"),
    "møte, deltaker": ("nurse", "/moter/{meeting}/"),
    "møte, leder": ("adviser", "/moter/{meeting}/"),
    "hvem er her": ("adviser", "/moter/{meeting}/start/"),
    "sak i møtet": ("adviser", "/moter/{meeting}/sak/henvisning/{item}/"),
    "felles skjerm": ("adviser", "/moter/{meeting}/skjerm/"),
    "sak på felles skjerm": ("adviser", "/moter/{meeting}/skjerm/?sak={item}"),
    "godkjenn referatet": ("adviser", "/moter/{meeting}/godkjenn/"),
    "referat": ("nurse", "/moter/{held}/"),
    "rett referatet": ("nurse", "/moter/{held}/sak/{minutes}/rettelse/"),
    "oppgave": ("nurse", "/oppgaver/{task}/"),
}


def queries(user: User, path: str) -> int:
    client = as_(user)
    ContentType.objects.clear_cache()  # or the count would depend on which tests came before
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    joined = {column for query in captured for column in JOINED_TO_ACCOUNTS.findall(query["sql"])}
    assert {column.replace('"', "") for column in joined} <= OF_NO_CHILD, (
        f"{path} joins accounts by a numeric"
    )
    return len(captured)


def on_the_table(cast: Cast, case_id: uuid.UUID) -> dict[str, Any]:
    """The case and a systemsak, taken up by a team once."""
    team = make_team(cast)
    give_district(
        cast, team, cast.clinic
    )  # not that of the holder: it is looked for among those who take part
    referral = refer(cast, case_id, team)
    with as_user(cast.teacher.pk):
        issue = system_issue_raise(team=team, unit=cast.school, title="x", what_fails="x", suggestion="")
    meeting = begin(cast, team)
    for item in (referral, SystemIssue(pk=issue)):
        decide(cast, meeting, item, responsible="nurse", follow_up_days=7)
    approve(cast, meeting)
    return {"team": team.pk, "referral": referral.pk, "issue": issue}


def in_a_meeting(cast: Cast) -> dict[str, Any]:
    """Everybody there may hear the item, so that it stands open."""
    team = make_team(cast, name="TST Nord")
    referral = refer(cast, open_log(cast, number=synthetic_number(years_ago(9), 1)), team)
    held = begin(cast, team)
    decide(cast, held, referral, responsible="nurse", follow_up_days=0)
    approve(cast, held)
    with as_user(cast.nurse.pk):
        task = Task.objects.select_related("item").get(item__meeting=held)
    meeting = begin(cast, team)
    with as_user(cast.adviser.pk):
        meeting_start(meeting, present=team.seats.exclude(user=cast.child_welfare_worker))
    return {
        "team": team.pk, "meeting": meeting.pk, "held": held.pk, "item": referral.pk, "task": task.pk,
        "minutes": task.item_id,
    }  # fmt: skip


def test_each_page_takes_the_queries_that_the_baseline_says(cast: Cast) -> None:
    with as_system("test: nobody of the cast leads NAV's office"):
        cast.nav_leader = make_staff("nav_leader", cast.nav_office, MembershipRole.LEADER)
    with as_user(cast.teacher.pk):
        concern = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9), observed="x",
            since=years_ago(0),
        )  # fmt: skip
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    publish_figures()
    goal = set_goal(cast, case_id)
    measure = set_measure(cast, case_id, goal)
    evaluate(cast, measure)
    keys = {"case": case_id, "concern": concern.pk, "goal": goal, "measure": measure.pk}
    counted = {
        name: queries(getattr(cast, person), path.format(**keys)) for name, (person, path) in PAGES.items()
    }
    keys |= in_a_meeting(cast)
    counted |= {
        name: queries(getattr(cast, person), path.format(**keys))
        for name, (person, path) in MEETING_PAGES.items()
    }
    make_plan(cast, case_id)
    counted |= {
        name: queries(getattr(cast, person), path.format(case=case_id))
        for name, (person, path) in PLAN_PAGES.items()
    }
    keys |= on_the_table(cast, case_id)
    counted |= {
        name: queries(getattr(cast, person), path.format(**keys))
        for name, (person, path) in TEAM_PAGES.items()
    }
    if os.environ.get("QUERY_COUNTS") == "write":
        BASELINE.write_text(json.dumps(counted, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert counted == json.loads(BASELINE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", ["/stafettlogger/", "/", "/saksopplysninger/", "/undringer/"])
def test_a_list_takes_no_more_queries_for_many_rows_than_for_two(cast: Cast, path: str) -> None:
    def add(count: int, start: int) -> None:
        for row in range(start, start + count):
            case_id = open_log(cast, number=synthetic_number(years_ago(9), row))
            set_measure(cast, case_id, set_goal(cast, case_id), evaluate_on=day(row))
            with as_user(cast.teacher.pk):
                concern_register(
                    author=cast.teacher, unit=cast.school, child_name=f"Barn {row}", birth_date=years_ago(9),
                    observed="x", since=years_ago(0),
                )  # fmt: skip

    reader = cast.nurse if path == "/saksopplysninger/" else cast.teacher
    add(2, 0)
    few = queries(reader, path)
    add(18, 2)
    assert queries(reader, path) == few


def test_a_log_takes_no_more_queries_for_many_entries_than_for_two(cast: Cast) -> None:
    case_id = open_log(cast)

    def add(count: int) -> None:
        for row in range(count):
            with as_user(cast.teacher.pk):
                entry_write(
                    author=cast.teacher, unit=cast.school, case_id=case_id, kind="school", text=f"Notat {row}"
                )

    add(2)
    few = queries(cast.teacher, f"/stafettlogger/{case_id}/")
    add(40)
    assert queries(cast.teacher, f"/stafettlogger/{case_id}/") == few


def test_a_plan_takes_no_more_queries_for_many_measures_than_for_two(cast: Cast) -> None:
    case_id = open_log(cast)
    make_plan(cast, case_id)

    def add(count: int) -> None:
        for row in range(count):
            measure = set_measure(
                cast, case_id, set_goal(cast, case_id, text=f"Mål {row}"), what=f"Tiltak {row}"
            )
            evaluate(cast, measure)

    add(2)
    few = queries(cast.mother, f"/stafettlogger/{case_id}/plan/")
    add(15)
    assert queries(cast.mother, f"/stafettlogger/{case_id}/plan/") == few


def test_the_page_of_a_team_takes_no_more_queries_for_many_items_than_for_two(cast: Cast) -> None:
    team = make_team(cast)

    def add(count: int, start: int) -> None:
        for row in range(start, start + count):
            refer(cast, open_log(cast, number=synthetic_number(years_ago(9), row)), team)
            with as_user(cast.teacher.pk):
                system_issue_raise(team=team, unit=cast.school, title="x", what_fails="x", suggestion="")

    add(2, 0)
    few = queries(cast.adviser, f"/team/{team.pk}/")
    add(10, 2)
    assert queries(cast.adviser, f"/team/{team.pk}/") == few


def test_a_log_takes_no_more_queries_for_many_referrals_than_for_one(cast: Cast) -> None:
    case_id = open_log(cast)

    def refer_to(name: str) -> None:
        team = make_team(cast, name=name)
        referral = refer(cast, case_id, team)
        meeting = begin(cast, team)
        decide(cast, meeting, referral, responsible="nurse")
        approve(cast, meeting)

    refer_to("Team 0")
    few = queries(cast.mother, f"/stafettlogger/{case_id}/")
    for number in range(1, 5):
        refer_to(f"Team {number}")
    assert queries(cast.mother, f"/stafettlogger/{case_id}/") == few


def test_a_meeting_takes_no_more_queries_for_many_items_than_for_two(cast: Cast) -> None:
    team = make_team(cast)

    def add(count: int, start: int) -> None:
        for row in range(start, start + count):
            case_id = open_log(cast, number=synthetic_number(years_ago(9), row))
            set_measure(cast, case_id, set_goal(cast, case_id))
            refer(cast, case_id, team)
            with as_user(cast.teacher.pk):
                system_issue_raise(team=team, unit=cast.school, title="x", what_fails="x", suggestion="")

    def write(meeting: Meeting) -> None:
        for item in Referral.objects.filter(team=team).exclude(minutes__meeting=meeting):
            decide(cast, meeting, item, responsible="nurse", informs="teacher", follow_up_days=7)

    def counted(meeting: Meeting) -> list[int]:
        pages = ("", "?referat", "skjerm/", "godkjenn/")
        return [queries(cast.adviser, f"/moter/{meeting.pk}/{page}") for page in pages]

    meeting = begin(cast, team)
    with as_user(cast.adviser.pk):
        add(2, 0)
        write(meeting)
        few = counted(meeting)
        add(8, 2)
        write(meeting)
        assert counted(meeting) == few


def test_my_day_takes_no_more_queries_for_many_tasks_and_meetings_than_for_one(cast: Cast) -> None:
    def add(count: int, start: int) -> None:
        for row in range(start, start + count):
            team = make_team(cast, name=f"Team {row}")
            referral = refer(cast, open_log(cast, number=synthetic_number(years_ago(9), row)), team)
            meeting = begin(cast, team)
            decide(cast, meeting, referral, responsible="nurse")
            approve(cast, meeting)
            begin(cast, team)

    add(1, 0)
    few = [queries(person, "/") for person in (cast.nurse, cast.adviser)]
    add(6, 1)
    assert [queries(person, "/") for person in (cast.nurse, cast.adviser)] == few
