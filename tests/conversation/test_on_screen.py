"""Answering on the screen that is handed over: one's own answer, and nothing else until it is taken back."""

import re
import uuid

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from consent.join_answers import JoinAnswer
from consent.models import Reply
from municipality.access.identity import as_system
from municipality.runtime.sessions import SessionStore
from municipality.signin.handed_over import GUESSED, MOST_TRIES, handed_over, take_back
from tests.cast import Cast
from tests.conversation.helpers import FATHER, MOTHER, Walk, a_concern, asked_until_answers
from tests.logs.helpers import as_

CODE = "4711"


def handed(cast: Cast, name: str = "Mona") -> Walk:
    """The teacher has given the screen to somebody."""
    walk = asked_until_answers(cast, a_concern(cast), MOTHER, FATHER)
    page = walk.client.post(hand_url(walk, name), {"code": CODE}, follow=True)
    assert page.redirect_chain[-1][0] == walk.url("pa_skjermen")
    return walk


def hand_url(walk: Walk, name: str) -> str:
    return reverse(f"{walk.namespace}:skjerm", kwargs={**walk.keys, "person_id": walk.person(name).pk})


def give_back(walk: Walk, code: str = CODE) -> str:
    page = walk.client.post(walk.url("pa_skjermen"), {"give_back": "1", "code": code}, follow=True)
    return str(page.redirect_chain[-1][0])


def answers_of(name: str) -> list[tuple[str, str, str]]:
    with as_system("test: what was answered"):
        return list(Reply.objects.filter(asked__name__startswith=name).values_list("answer", "how", "words"))


def test_the_page_shows_the_text_that_was_read_and_nothing_of_others(cast: Cast) -> None:
    walk = asked_until_answers(cast, a_concern(cast), MOTHER, FATHER)
    walk.says({"Fredrik": "not_yet"}, **{f"says-{walk.person('Fredrik').pk}-words": "Jeg er i tvil."})
    walk.client.post(hand_url(walk, "Mona"), {"code": CODE})
    page = walk.get("pa_skjermen").text
    assert "Samtykke til stafettlogg for Emma Eksempel" in page
    assert "Mona Eksempel, dette er ditt svar" in page
    for hidden in ("Fredrik", "Jeg er i tvil", "Emma er mye alene", "Undringer", "Min dag"):
        assert hidden not in page


def test_the_frame_names_who_is_signed_in_and_not_who_the_page_is_about(cast: Cast) -> None:
    walk = asked_until_answers(cast, a_concern(cast), MOTHER, FATHER)
    one_yes = reverse("conversation:ett_ja", kwargs={**walk.keys, "person_id": walk.person("Fredrik").pk})
    away = reverse("absence:register_for", args=[cast.teacher.pk])
    for person, address in (
        (cast.teacher, hand_url(walk, "Mona")),
        (cast.teacher, one_yes),
        (cast.head, away),
    ):
        page = as_(person).get(address)
        named = re.findall(r'app-person__name"[^>]*>([^<]*)<', page.text)
        assert {*named} == {person.display_name}, address


def test_what_is_answered_is_kept_as_answered_on_the_screen(cast: Cast) -> None:
    walk = handed(cast)
    assert (
        "Hvis det finnes en logg om Emma fra før, kan den og denne slås sammen."
        in walk.get("pa_skjermen").text
    )
    page = walk.send("pa_skjermen", {"answer": "yes", "words": "Fint.", "join": "yes"})
    assert "Gi skjermen tilbake nå." in page.text
    assert answers_of("Mona") == [("yes", "skjerm", "Fint.")]
    with as_system("test: what was answered"):
        assert list(JoinAnswer.objects.values_list("says", "how")) == [("yes", "skjerm")]
    # It was one answer: nothing more is taken, and nothing of it is shown.
    walk.send("pa_skjermen", {"answer": "no", "words": "", "confirmed": "1"})
    assert len(answers_of("Mona")) == 1
    assert give_back(walk) == walk.url("svar")
    assert "selv, på skjermen" in walk.get("svar").text


def test_a_child_who_is_only_heard_is_not_asked_whether_two_logs_can_be_one(cast: Cast) -> None:
    walk = handed(cast, "Emma")
    assert "kan den og denne slås sammen." not in walk.get("pa_skjermen").text.split("<form")[-2]


def test_every_other_address_leads_back_until_the_code_is_given(cast: Cast) -> None:
    walk = handed(cast)
    here = walk.url("pa_skjermen")
    for address in ("/", walk.url("svar"), f"/undringer/{walk.key}/", "/stafettlogger/"):
        answer = walk.client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, here)
    walk.client.post(f"/undringer/{walk.key}/avslutt/", {"reason": "Nei."})
    assert give_back(walk, "0000") == here
    assert walk.client.get("/").headers["Location"] == here
    assert give_back(walk) == walk.url("svar")
    assert walk.client.get("/").status_code == 200


def test_who_guesses_the_code_too_often_ends_the_session(cast: Cast) -> None:
    walk = handed(cast)
    for _guess in range(MOST_TRIES):
        walk.client.post(walk.url("pa_skjermen"), {"give_back": "1", "code": "0000"})
    assert walk.client.get(walk.url("svar")).status_code == 302
    assert "_auth_user_id" not in walk.client.session
    assert walk.client.session[GUESSED]  # so a provider that remembers the teacher is not enough


def test_tries_at_the_same_time_are_no_more_than_those_one_after_another(cast: Cast) -> None:
    """Each request reads the session before any of them has stored it."""
    walk = handed(cast)
    at_once = []
    for _one in range(MOST_TRIES + 1):
        request = RequestFactory().post("/")
        request.session = SessionStore(walk.client.session.session_key)
        assert handed_over(request)
        at_once.append(request)
    for request in at_once[: MOST_TRIES - 1]:
        assert take_back(request, "0000") == ""
    assert take_back(at_once[MOST_TRIES - 1], "0000") == "/"
    assert take_back(at_once[MOST_TRIES], CODE) == "/"
    assert "_auth_user_id" not in at_once[MOST_TRIES].session


def test_a_no_is_asked_about_once_and_ends_the_question_although_the_screen_is_still_handed_over(
    cast: Cast,
) -> None:
    walk = handed(cast)
    assert "Du svarer nei" in walk.send("pa_skjermen", {"answer": "no", "words": ""}).text
    assert answers_of("Mona") == []
    page = walk.send("pa_skjermen", {"answer": "no", "words": "", "confirmed": "1"})
    assert "Gi skjermen tilbake nå." in page.text
    assert give_back(walk) == f"/undringer/{walk.key}/"


@pytest.mark.parametrize("code", ["", "12", "abcd", "12345"])
def test_without_a_code_of_four_digits_nothing_is_handed_over(cast: Cast, code: str) -> None:
    walk = asked_until_answers(cast, a_concern(cast), MOTHER)
    walk.client.post(hand_url(walk, "Mona"), {"code": code})
    assert walk.client.get("/").status_code == 200


def test_the_page_on_the_screen_is_not_there_for_who_has_not_handed_it_over(cast: Cast) -> None:
    walk = asked_until_answers(cast, a_concern(cast), MOTHER)
    assert walk.client.get(walk.url("pa_skjermen")).status_code == 302
    somebody = reverse("conversation:skjerm", kwargs={**walk.keys, "person_id": uuid.uuid4()})
    assert walk.client.get(somebody).headers["Location"] == walk.url("svar")
    assert Client().get(walk.url("pa_skjermen")).status_code == 302
