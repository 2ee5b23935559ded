"""Each adult is asked about the own affairs on the step of answers, and takes it back where one sees who reads what."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from cases.conversation.selectors import own_answers_told
from municipality.access.identity import as_user
from tests.cast import Cast
from tests.conversation.helpers import FATHER, MOTHER, Walk, a_concern, asked_until_answers, open_question
from tests.logs.helpers import as_
from tests.logs.test_whose_affairs import adult, log_of_two, says_of_self

WITHOUT = {**FATHER, "responsible": "no:folkeregisteret"}


def told(cast: Cast, concern: uuid.UUID) -> list[tuple[list[int], bool, bool]]:
    question = open_question(concern)
    assert question
    with as_user(cast.teacher.pk):
        return [(one.units, one.to_child, one.counts) for one in own_answers_told(question.pk)]


@pytest.fixture
def asked(cast: Cast) -> Walk:
    return asked_until_answers(cast, a_concern(cast), MOTHER, WITHOUT)


def ticked(walk: Walk, name: str, *units: Any) -> dict[str, Any]:
    return {f"own-{walk.person(name).pk}-units": [str(unit.pk) for unit in units]}


def test_every_adult_is_asked_also_one_without_responsibility(asked: Walk) -> None:
    page = asked.get("svar").text
    assert "Om Mona Eksempel selv" in page
    assert "Om Fredrik Eksempel selv" in page
    assert "Hva sier Fredrik?" not in page


def test_it_is_optional_and_nothing_is_ticked(cast: Cast, asked: Walk) -> None:
    asked.says({"Mona": "yes"})
    assert told(cast, asked.key) == []


def test_one_who_does_not_answer_about_the_child_can_answer_alone(cast: Cast, asked: Walk) -> None:
    asked.says({}, **ticked(asked, "Fredrik", cast.clinic))
    assert told(cast, asked.key) == [([cast.clinic.pk], False, True)]


def test_every_answer_is_kept_and_the_last_one_counts(cast: Cast, asked: Walk) -> None:
    asked.says({}, **ticked(asked, "Fredrik", cast.clinic))
    asked.says({}, **ticked(asked, "Fredrik"))
    asked.says({"Mona": "yes"})
    assert told(cast, asked.key) == [([cast.clinic.pk], False, True), ([], False, True)]


def test_what_is_asked_anew_is_answered_anew(cast: Cast, asked: Walk) -> None:
    asked.says({}, **ticked(asked, "Fredrik", cast.clinic))
    asked.period(purpose="Noe annet.", confirmed="1")
    asked.read()
    assert told(cast, asked.key) == [([cast.clinic.pk], False, False)]
    assert f'value="{cast.clinic.pk}" checked' not in asked.get("svar").text.replace("\n", " ")


def test_what_an_adult_has_said_stands_in_the_way_of_forgetting_the_question(cast: Cast, asked: Walk) -> None:
    asked.says({}, **ticked(asked, "Fredrik", cast.clinic))
    assert "svart" in asked.send("forkast", {"confirmed": "1"}).text
    assert told(cast, asked.key)


def test_a_renewal_proposes_what_holds_to_whoever_answers(cast: Cast) -> None:
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt")
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.ppt, ["health"])])
    walk.period()
    walk.read()
    walk.says({"Mona": "yes"}, **ticked(walk, "Fredrik", cast.ppt))
    assert told(cast, case_id) == []  # nobody asked him yet
    walk.says({"Fredrik": "yes"}, **ticked(walk, "Fredrik", cast.ppt))
    assert told(cast, case_id) == [([cast.ppt.pk], False, True)]


def test_the_page_of_who_reads_what_has_a_line_for_each_adult(cast: Cast) -> None:
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt")
    url = reverse("consents:list", args=[case_id])
    holder = as_(cast.teacher).get(url).text
    assert "Fredrik Eksempel:" in holder
    assert "PPT leser det til og med" in holder
    father = as_(cast.father).get(url).text
    assert "PPT leser det til og med" in father
    assert "Mona Eksempel:" not in father
    assert "PPT leser det til og med" not in as_(cast.mother).get(url).text


@pytest.mark.parametrize("who", ["father", "teacher"])
def test_it_is_taken_back_from_there(cast: Cast, who: str) -> None:
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt")
    client = as_(getattr(cast, who))
    url = reverse("consents:withdraw_own", args=[case_id, adult(case_id)])
    assert url in client.get(reverse("consents:list", args=[case_id])).text
    page = client.post(url, {"what": "all", "how": "oral"}, follow=True).text
    assert "Det er trukket, og gjelder fra nå." in page
    assert "PPT leser det til og med" not in page
