"""«Nytt siden sist»: what is new per child, and the mark that opening it moves."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.case.models import AddressProtection
from cases.myday.news import COUNTED, SAID, SAID_AS_TASKS
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import User
from teams.meetings.services import meeting_plan
from tests.access.scenes import withdraw, write
from tests.access_log import noted
from tests.cast import Cast, synthetic_number, years_ago
from tests.concerns.helpers import a_concern, signed_in
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.myday.test_my_day import page_of
from tests.teams.helpers import make_team, refer
from tests.teams.table import raise_issue
from tests.work.helpers import set_goal, set_measure

HEADING = "Nytt siden sist"


def news(user: User) -> str:
    """What stands below the heading; empty where there is nothing new."""
    page = re.sub(r"<form.*?</form>", "", page_of(user))
    return page.split(f">{HEADING}")[1].split("<h2", maxsplit=1)[0] if HEADING in page else ""


@pytest.fixture
def case(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    with as_system("test: nothing is new yet"):
        Notice.objects.all().update(read_at=timezone.now())
    return case_id


def test_every_notice_has_words_here_or_stands_as_a_task() -> None:
    assert set(SAID_AS_TASKS) | COUNTED.keys() | SAID.keys() == set(NoticeType)
    assert not set(SAID_AS_TASKS) & (COUNTED.keys() | SAID.keys())
    assert not COUNTED.keys() & SAID.keys()


def test_what_is_new_is_told_once_for_each_child_with_how_much_of_what(cast: Cast, case: uuid.UUID) -> None:
    other = open_log(cast, child_name="Oskar Multemyr", number=synthetic_number(years_ago(6), 3))
    join(cast, other, "nurse")
    write(cast, other, "teacher", "school")
    for text in ("Ett", "To"):
        write(cast, case, "teacher", "school", text=text)
    set_measure(cast, case, set_goal(cast, case))
    told = news(cast.nurse)
    assert f'href="{reverse("logs:read", args=[case])}">Emma Eksempel, 9 år</a>: 1 tiltak, 2 notater<' in told
    assert "Oskar Multemyr, 6 år</a>: 1 notat<" in told
    assert told.index("Emma") < told.index("Oskar"), "what came last stands first"


def test_opening_the_log_moves_the_mark_of_that_log_and_no_other(cast: Cast, case: uuid.UUID) -> None:
    other = open_log(cast, child_name="Oskar Multemyr", number=synthetic_number(years_ago(6), 3))
    join(cast, other, "nurse")
    for log in (case, other):
        write(cast, log, "teacher", "school")
    signed_in(cast.nurse).get(reverse("logs:read", args=[case]))
    told = news(cast.nurse)
    assert "Emma" not in told
    assert "Oskar" in told
    assert "Emma Eksempel, 9 år</a>: 1 notat" in news(cast.adviser), "the mark is each person's own"


@pytest.mark.parametrize("query", ["?page=2", "?sok=1"])
def test_an_older_page_a_search_and_a_head_request_move_no_mark(
    cast: Cast, case: uuid.UUID, query: str
) -> None:
    for number in range(22):
        write(cast, case, "teacher", "school", text=f"Notat {number}")
    client = signed_in(cast.nurse)
    client.post(reverse("logs:read", args=[case]), {"q": "Notat"})
    client.get(reverse("logs:read", args=[case]) + query)
    client.head(reverse("logs:read", args=[case]))
    assert "22 notater" in news(cast.nurse)


def test_les_alt_moves_every_mark_and_stays_on_min_dag(cast: Cast, case: uuid.UUID) -> None:
    write(cast, case, "teacher", "school")
    response = signed_in(cast.nurse).post(reverse("notices:read_all"), {"home": "1"})
    assert response["Location"] == "/"
    assert news(cast.nurse) == ""
    assert news(cast.adviser)


def test_looking_at_min_dag_or_signing_in_moves_no_mark(cast: Cast, case: uuid.UUID) -> None:
    write(cast, case, "teacher", "school")
    assert news(cast.nurse) == news(cast.nurse) != ""


def test_what_one_may_not_read_is_not_new(cast: Cast, case: uuid.UUID) -> None:
    before = news(cast.adviser)
    write(cast, case, "nurse", "clinic", kind="health")
    assert news(cast.adviser) == before == ""
    write(cast, case, "teacher", "school")
    withdraw(cast, case, "mother", "ppt")
    assert news(cast.adviser) == ""


def test_a_leader_is_told_who_clarifies_and_until_when_and_not_whom_it_is_about(cast: Cast) -> None:
    one = a_concern(cast, name="Jonas Fjellstad")
    told = news(cast.head)
    assert "1 ny undring, Teacher avklarer innen " in told
    assert reverse("concerns:read", args=[one.pk]) in told
    assert "Jonas" not in told
    assert f"concern:{one.pk}" in noted(act="day.read", user=cast.head)[-1].objects
    a_concern(cast, by="other_teacher", name="Sara Snøfonn")
    told = news(cast.head)
    assert "2 nye undringer, Other_teacher og Teacher avklarer innen " in told
    assert f'href="{reverse("concerns:list")}"' in told
    signed_in(cast.head).get(reverse("concerns:read", args=[one.pk]))
    assert "1 ny undring, Other_teacher avklarer innen " in news(cast.head)


def test_a_team_leader_is_told_of_a_systemsak_until_the_table_has_been_looked_at(cast: Cast) -> None:
    team = make_team(cast, receives_system_issues=True)
    raise_issue(cast, team, by="nurse")
    assert "1 systemsak er meldt til teamet ditt" in news(cast.adviser)
    assert "systemsak" not in news(cast.nurse)
    signed_in(cast.adviser).get(reverse("teams:list"))
    assert news(cast.adviser) == ""


def test_a_referral_and_a_meeting_are_told_by_child_and_by_day(cast: Cast, case: uuid.UUID) -> None:
    team = make_team(cast)
    referral = refer(cast, case, team)
    with as_user(cast.adviser.pk):
        meeting_plan(team=team, starts_at=timezone.now() + timedelta(days=9), place="Rådhuset")
    told = news(cast.adviser)
    assert "Emma Eksempel, 9 år</a>: meldt til teamet ditt<" in told
    told = news(cast.nurse)
    assert "TST Sentrum, " in told
    assert "teammøte er satt opp" in told
    signed_in(cast.adviser).get(reverse("answers:referral", args=[referral.pk]))
    assert "meldt til teamet" not in news(cast.adviser)


def test_the_mother_is_told_on_the_card_of_the_log(cast: Cast, case: uuid.UUID) -> None:
    write(cast, case, "teacher", "school")
    page = page_of(cast.mother)
    assert "Nytt siden sist:</strong> 1 notat." in page
    signed_in(cast.mother).get(reverse("logs:read", args=[case]))
    assert HEADING not in page_of(cast.mother)


def test_of_a_strictly_protected_child_nothing_but_the_number_is_new(cast: Cast) -> None:
    case = open_log(cast, address_protection=AddressProtection.STRICT)
    with as_system("test: an invitation is a task, so another notice"):
        Notice.objects.filter(user=cast.nurse).update(notice_type=NoticeType.WITHDRAWN)
    told = news(cast.nurse)
    assert reverse("heads:read", args=[case]) in told
    assert "Emma" not in told
    assert "E.E." not in told


def test_two_children_of_one_name_and_age_are_told_apart_by_their_birthday(cast: Cast) -> None:
    logs = [
        open_log(cast, child_name="Ola Nes", number=synthetic_number(years_ago(9, days), 4))
        for days in (40, 41)
    ]
    for log in logs:
        join(cast, log, "nurse")
        write(cast, log, "teacher", "school")
    told = news(cast.nurse)
    assert told.count("Ola Nes, 9 år (født ") == 2
    only = years_ago(9, 40)
    assert f"(født {only.day}.{only.month}.{only.year})" in told
