"""What a log's page shows of goals and measures: what was agreed, and what is due next."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.case.models import Case
from cases.work.selectors import goals_of
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from tests.access_log import noted
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.work.helpers import day, evaluate, make_late, set_goal, set_measure, staff


@pytest.fixture
def case(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    return case_id


def page_of(cast: Cast, who: str, case_id: uuid.UUID) -> str:
    answer = as_(getattr(cast, who)).get(reverse("logs:read", args=[case_id]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_an_empty_log_says_how_to_begin(cast: Cast, case: uuid.UUID) -> None:
    page = page_of(cast, "teacher", case)
    assert "Begynn med et mål: Hva ønsker Emma og familien?" in page
    assert reverse("work:goal_set", args=[case]) in page
    page = page_of(cast, "mother", case)
    assert "Her kommer målene" in page
    assert reverse("work:goal_set", args=[case]) not in page


def test_goals_stand_with_their_measures_before_what_has_happened(cast: Cast, case: uuid.UUID) -> None:
    goal = set_goal(cast, case)
    set_measure(cast, case, goal, what="Vennegruppe")
    late = set_measure(cast, case, goal, what="Leksehjelp", responsible=staff(cast, "nurse", "clinic"))
    make_late(late)
    set_measure(cast, case, goal, what="Fotball", starts_on=day(5))
    done = set_measure(cast, case, goal, what="Skolestart")
    evaluate(cast, done, effect=5, decision="done", next_on=None)
    page = page_of(cast, "teacher", case).split("Det vi er bekymret for")[1]
    places = [
        page.index(words)
        for words in (
            "Det vi er blitt enige om", "Mål: Emma har noen å være sammen med", ">Vennegruppe<", ">Leksehjelp<",
            "Nurse, Helsestasjonen", "skulle vært evaluert", ">Fotball<", "starter", ">Skolestart<", "gjennomført",
            "evaluert: mye bedre", "Det som har hendt",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_the_next_thing_due_stands_in_the_summary(cast: Cast, case: uuid.UUID) -> None:
    assert ">Neste<" not in page_of(cast, "teacher", case)
    goal = set_goal(cast, case)
    set_measure(cast, case, goal, what="Senere", evaluate_on=day(30))
    set_measure(cast, case, goal, what="Først", evaluate_on=day(3))
    card = page_of(cast, "mother", case).split(">Neste<")[1].split("Med i saken")[0]
    assert "Først" in card
    assert "Senere" not in card


def test_an_evaluation_that_is_not_for_the_reader_does_not_show_its_effect(
    cast: Cast, case: uuid.UUID
) -> None:
    measure = set_measure(cast, case, set_goal(cast, case))
    evaluate(cast, measure, "nurse", "clinic", kind="health", effect=2)
    assert "evaluert: ingen endring" in page_of(cast, "nurse", case)
    page = page_of(cast, "adviser", case)
    assert "evaluert: ingen endring" not in page
    assert "1 innlegg vises ikke for deg" in page


def test_what_the_page_shows_is_in_the_access_log(cast: Cast, case: uuid.UUID) -> None:
    goal = set_goal(cast, case)
    measure = set_measure(cast, case, goal)
    page_of(cast, "nurse", case)
    event = noted(act="case.read", user=cast.nurse)[-1]
    assert {f"goal:{goal}", f"measure:{measure.pk}"} <= set(event.objects)


def test_a_notice_of_a_measure_leads_to_the_measure(cast: Cast, case: uuid.UUID) -> None:
    measure = set_measure(
        cast, case, set_goal(cast, case), responsible=staff(cast, "nurse", "clinic"), what="Samtale"
    )
    client = as_(cast.nurse)
    page = client.get(reverse("notices:list")).content.decode()
    assert "Du er ansvarlig for et tiltak" in page
    with as_system("test"):
        notice = Notice.objects.get(user=cast.nurse, notice_type="measure.yours")
    answer = client.post(reverse("notices:open", args=[notice.pk]))
    assert answer["Location"] == reverse("work:measure_read", args=[case, measure.pk])


def test_goals_with_measures_and_evaluations_take_three_queries_however_many(
    cast: Cast, case: uuid.UUID
) -> None:
    for _number in range(2):
        goal = set_goal(cast, case)
        for _measure in range(3):
            evaluate(cast, set_measure(cast, case, goal))
    with as_user(cast.nurse.pk):
        log = Case.objects.select_related("municipality").get(pk=case)
        with CaptureQueriesContext(connection) as queries:
            goals = goals_of(log)
            assert [len(one.measures) for one in goals] == [3, 3]
            assert all(
                shown.who and shown.latest and shown.latest.effect for one in goals for shown in one.measures
            )
    assert len(queries) == 3


def test_a_log_takes_no_more_queries_for_many_goals_than_for_one(cast: Cast, case: uuid.UUID) -> None:
    counted = []
    for size in (1, 5):
        for _number in range(size):
            evaluate(cast, set_measure(cast, case, set_goal(cast, case)))
        with CaptureQueriesContext(connection) as queries:
            page_of(cast, "teacher", case)
        counted.append(len(queries))
    assert counted[0] == counted[1]
