"""Goals, measures and evaluations ask what notes ask: whose affairs a text tells of, and what must not be written."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from cases.case.exclusions import facts_know, facts_to_know
from municipality.access.identity import as_user
from municipality.access.refusals import Refused
from tests.access.scenes import join
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.exclusions import helpers
from tests.logs.opening import open_log
from tests.work.helpers import day, evaluate, set_goal, set_measure
from tests.work.test_goal_page import GOAL, from_the_start

FACT = "Ikke skriv om mors sykdom."
WHOSE = "Gjelder den en voksens egen sykdom, økonomi eller kontakt med tjenester?"


def knows(cast: Cast, case_id: uuid.UUID) -> None:
    with as_user(cast.adviser.pk):
        facts_know(case_id, [one.id for one in facts_to_know(case_id)])


def test_a_goal_a_measure_and_an_evaluation_are_refused_until_the_writer_has_read_the_fact(
    cast: Cast,
) -> None:
    case_id = helpers.log(cast, fact=FACT)
    join(cast, case_id, "adviser", "ppt")
    goal = set_goal(cast, case_id)  # the teacher wrote the fact down, and knows it
    measure = set_measure(cast, case_id, goal)
    for write in (
        lambda: set_goal(cast, case_id, "adviser", "ppt"),
        lambda: set_measure(cast, case_id, goal, "adviser", "ppt"),
        lambda: evaluate(cast, measure, "adviser", "ppt"),
    ):
        with pytest.raises(Refused, match="Les unntaket"):
            write()
    knows(cast, case_id)
    set_goal(cast, case_id, "adviser", "ppt")
    set_measure(cast, case_id, goal, "adviser", "ppt")
    evaluate(cast, measure, "adviser", "ppt")


def test_whoever_changes_somebody_elses_goal_has_read_the_fact_too(cast: Cast) -> None:
    case_id = helpers.log(cast, fact=FACT)
    join(cast, case_id, "adviser", "ppt")
    goal = set_goal(cast, case_id)
    typed = {
        "unit": cast.ppt.pk, "text": "Emma trives", "life_area": "leisure", "status": "active", "version": 1,
    }  # fmt: skip
    client, where = browser(cast.adviser), reverse("work:goal_change", args=[case_id, goal])
    assert FACT in client.get(where).text
    assert "Les unntaket, og kryss av" in client.post(where, typed).text
    with as_user(cast.adviser.pk):
        (fact,) = facts_to_know(case_id)
    assert client.post(where, typed | {"facts_read": [str(fact.id)]}).status_code == 302
    assert 'name="facts_read"' not in client.get(where).text
    assert FACT in client.get(where).text  # it goes on standing there


def addresses(cast: Cast, case_id: uuid.UUID) -> dict[str, tuple[str, dict[str, Any]]]:
    goal = set_goal(cast, case_id)
    measure = set_measure(cast, case_id, goal)
    text = "Mona er syk."
    return {
        "goal": (reverse("work:goal_set", args=[case_id]), from_the_start(cast) | GOAL | {"goal-text": text}),
        "measure": (
            reverse("work:measure_set", args=[case_id, goal]),
            {
                "unit": cast.school.pk, "what": text, "responsible": f"{cast.teacher.pk}:{cast.school.pk}",
                "arena": "school", "starts_on": f"{day(0):%d.%m.%Y}", "deadline": f"{day(30):%d.%m.%Y}",
                "evaluate_on": f"{day(20):%d.%m.%Y}",
            },
        ),
        "evaluation": (
            reverse("work:evaluate", args=[case_id, measure.pk]),
            {
                "unit": cast.school.pk, "kind": "school", "text": "Det går bedre.", "effect": "3",
                "childs_view": "Bra.", "how_heard": "talk", "parents_view": text, "decision": "continue",
                "next_on": f"{day(30):%d.%m.%Y}",
            },
        ),
    }  # fmt: skip


@pytest.mark.parametrize("what", ["goal", "measure", "evaluation"])
def test_a_text_that_names_an_adult_is_asked_about_once(cast: Cast, what: str) -> None:
    case_id = open_log(cast)
    where, typed = addresses(cast, case_id)[what]
    client = browser(cast.teacher)
    asked = client.post(where, typed)
    assert WHOSE in asked.text
    box = "goal-about_child" if what == "goal" else "about_child"
    assert client.post(where, typed | {box: "Mona"}).status_code == 302


def test_what_names_the_adult_already_is_not_asked_about_when_it_is_changed(cast: Cast) -> None:
    case_id = open_log(cast)
    goal = set_goal(cast, case_id, text="Mona leser med Emma")
    where = reverse("work:goal_change", args=[case_id, goal])
    typed = {"unit": cast.school.pk, "life_area": "leisure", "status": "active", "version": 1}
    assert browser(cast.teacher).post(where, typed | {"text": "Mona leser mer med Emma"}).status_code == 302
