"""What waits for whom: measures to evaluate or finish, late first, for staff and family; and what it tells nobody."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.case.services import participant_remove
from cases.myday.waiting import SOON, Waiting, sort_out
from cases.work.models import Measure
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.people.models import Membership
from tests.access.scenes import withdraw
from tests.access_log import noted
from tests.cast import Cast
from tests.concerns.helpers import signed_in
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.myday.test_my_day import page_of
from tests.work.helpers import day, evaluate, make_late, relative, set_goal, set_measure, staff


@pytest.fixture
def case(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    return case_id


@pytest.fixture
def goal(cast: Cast, case: uuid.UUID) -> uuid.UUID:
    return set_goal(cast, case)


def lines(page: str, heading: str) -> str:
    """What stands below one heading, up to the next."""
    return page.split(f">{heading}")[1].split("<h2", maxsplit=1)[0]


def test_what_is_late_comes_first_then_what_waits_then_this_week_then_later() -> None:
    due = {"later": SOON + 1, "week_end": SOON, "tomorrow": 1, "today": 0, "late": -1}
    waiting = [Waiting(text=name, url="/", due=day(days)) for name, days in due.items()]
    parts = sort_out([*waiting, Waiting(text="asked", url="/")])
    assert [one.text for one in parts.late.lines] == ["late"]
    assert [one.text for one in parts.now.lines] == ["today", "asked"]
    assert [one.text for one in parts.week.lines] == ["week_end", "tomorrow"]
    assert [one.text for one in parts.later.lines] == ["later"]
    assert not parts.is_calm
    assert sort_out([waiting[0]]).is_calm


def test_a_measure_waits_for_the_one_responsible_by_its_next_day(
    cast: Cast, case: uuid.UUID, goal: uuid.UUID
) -> None:
    nurse = staff(cast, "nurse", "clinic")
    late = set_measure(cast, case, goal, responsible=nurse, what="Forsinket tiltak")
    make_late(late, 2)
    set_measure(cast, case, goal, responsible=nurse, what="Denne uka", evaluate_on=day(3))
    set_measure(cast, case, goal, responsible=nurse, what="Langt fram", evaluate_on=day(40), deadline=day(40))
    set_measure(cast, case, goal, responsible=nurse, what="Frist først", deadline=day(2), evaluate_on=day(20))
    page = page_of(cast.nurse)
    assert "Evaluer «Forsinket tiltak»" in lines(page, "Forsinket (1)")
    assert "frist for 2 dager siden" in lines(page, "Forsinket (1)")
    week = lines(page, "De neste sju dagene (2)")
    assert week.index("Gjør ferdig «Frist først»") < week.index("Evaluer «Denne uka»")
    assert "· Emma Eksempel, 9 år ·" in week
    assert "Evaluer «Langt fram»" in lines(page, "Senere (1)")
    assert reverse("work:evaluate", args=[case, late.pk]) in page


@pytest.mark.parametrize("who", ["adviser", "other_teacher", "head", "stranger", "child_welfare_worker"])
def test_nobody_else_is_asked_to_evaluate_it(cast: Cast, case: uuid.UUID, goal: uuid.UUID, who: str) -> None:
    make_late(set_measure(cast, case, goal, responsible=staff(cast, "nurse", "clinic")))
    assert "Leksehjelp" not in page_of(getattr(cast, who))


def test_the_relay_holders_own_measure_stands_once(cast: Cast, case: uuid.UUID, goal: uuid.UUID) -> None:
    make_late(set_measure(cast, case, goal))
    assert page_of(cast.teacher).count("«Leksehjelp»") == 1


def test_what_the_family_does_is_evaluated_by_the_relay_holder_and_waits_for_the_mother(
    cast: Cast, case: uuid.UUID, goal: uuid.UUID
) -> None:
    measure = set_measure(
        cast, case, goal, responsible=relative(cast, "mother"), what="Lese sammen", deadline=day(4),
        evaluate_on=day(4),
    )  # fmt: skip
    page = page_of(cast.mother)
    assert "Dette har du avtalt (1)" in page
    assert reverse("work:measure_read", args=[case, measure.pk]) in page
    assert "Lese sammen" in page
    assert "Evaluer" not in page
    assert "Evaluer «Lese sammen»" in lines(page_of(cast.teacher), "De neste sju dagene (1)")
    assert "Lese sammen" not in page_of(cast.nurse)
    assert "Lese sammen" not in page_of(cast.father)


def test_a_young_person_sees_the_own_measures(cast: Cast) -> None:
    case_id = open_log(cast, child_name="Nora Snøkvist", number=cast.youth_number, child_answer=Answer.YES)
    set_measure(cast, case_id, set_goal(cast, case_id), responsible=relative(cast, "youth"), what="Trene")
    assert "Trene" in page_of(cast.youth)
    assert "Trene" not in page_of(cast.mother)


@pytest.mark.parametrize("decision", ["done", "stopped"])
def test_a_measure_that_has_ended_waits_for_nobody(
    cast: Cast, case: uuid.UUID, goal: uuid.UUID, decision: str
) -> None:
    measure = set_measure(cast, case, goal)
    make_late(measure)
    evaluate(cast, measure, decision=decision, next_on=None)
    assert "Leksehjelp" not in page_of(cast.teacher)


def test_one_that_goes_on_waits_for_its_next_evaluation(cast: Cast, case: uuid.UUID, goal: uuid.UUID) -> None:
    measure = set_measure(cast, case, goal)
    make_late(measure)
    evaluate(cast, measure, decision="change", next_on=day(20))
    assert "Evaluer «Leksehjelp»" in lines(page_of(cast.teacher), "Senere (1)")


def test_withdrawal_takes_the_measures_off_the_day_of_the_unit_and_of_all_when_it_is_whole(
    cast: Cast, case: uuid.UUID, goal: uuid.UUID
) -> None:
    set_measure(cast, case, goal, responsible=staff(cast, "nurse", "clinic"))
    set_measure(cast, case, goal, responsible=relative(cast, "mother"), what="Lese sammen")
    assert "Leksehjelp" in page_of(cast.nurse)
    withdraw(cast, case, "mother", "clinic")
    assert "Leksehjelp" not in page_of(cast.nurse)
    withdraw(cast, case, "mother")
    assert "Lese sammen" not in page_of(cast.teacher)
    assert "Lese sammen" not in page_of(cast.mother)


def test_one_who_leaves_the_case_or_the_unit_has_it_no_longer(
    cast: Cast, case: uuid.UUID, goal: uuid.UUID
) -> None:
    set_measure(cast, case, goal, responsible=staff(cast, "nurse", "clinic"))
    set_measure(cast, case, goal, responsible=staff(cast, "adviser", "ppt"), what="Rådgiving")
    with as_user(cast.nurse.pk):
        participant_remove(case_id=case, person_id=cast.nurse.pk, unit_id=cast.clinic.pk)
    assert "Leksehjelp" not in page_of(cast.nurse)
    with as_system("test: leaving"):
        Membership.objects.filter(user=cast.adviser).update(ends_at=timezone.now())
    assert "Rådgiving" not in page_of(cast.adviser)


def test_each_line_is_in_the_access_log(cast: Cast, case: uuid.UUID, goal: uuid.UUID) -> None:
    measure = set_measure(cast, case, goal, responsible=staff(cast, "nurse", "clinic"))
    hers = set_measure(cast, case, goal, responsible=relative(cast, "mother"), what="Lese sammen")
    for person, shown in ((cast.nurse, measure), (cast.mother, hers)):
        signed_in(person).get("/")
        event = noted(act="day.read", user=person)[-1]
        assert event.objects == [f"case:{case}", f"measure:{shown.pk}"]


def test_a_long_list_of_later_things_is_folded_after_five(
    cast: Cast, case: uuid.UUID, goal: uuid.UUID
) -> None:
    for number in range(7):
        set_measure(
            cast, case, goal, what=f"Nummer {number}", deadline=day(30 + number), evaluate_on=day(30 + number)
        )
    page = page_of(cast.teacher)
    assert "Senere (7)" in page
    shown, folded = page.split("Vis resten")
    assert "Nummer 4" in shown
    assert "Nummer 5" not in shown
    assert "Nummer 6" in folded


@pytest.mark.parametrize("who", ["nurse", "mother", "teacher"])
def test_the_number_of_queries_does_not_grow_with_what_waits(
    cast: Cast, case: uuid.UUID, goal: uuid.UUID, who: str
) -> None:
    client = signed_in(getattr(cast, who))
    counted = []
    for size in (1, 6):
        for _number in range(size):
            given = relative(cast, "mother") if who == "mother" else staff(cast, "nurse", "clinic")
            make_late(set_measure(cast, case, goal, responsible=given))
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counted.append(len(queries))
    assert counted[0] == counted[1]
    with as_system("test"):
        assert Measure.objects.count() == 7
