"""A text about the child that names an adult of the log is asked about once, and nothing typed is lost (D1)."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from cases.logs.models import Entry
from cases.logs.naming import Adult, named_in
from municipality.access.identity import as_system
from tests.access.scenes import join, write
from tests.cast import Cast
from tests.conversation.helpers import FATHER, MOTHER, a_concern, asked_until_answers
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.logs.test_whose_affairs import adult

ADULTS = [Adult("1", "Mona Eksempel"), Adult("2", "Fredrik Lie")]
ASKED = "Teksten nevner Fredrik."


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Fredrik er syk.", ["Fredrik"]),
        ("fredriks jobb, og MONA LIE", ["Mona", "Fredrik"]),
        ("Snakket med Fredrik Lie i dag", ["Fredrik"]),
        ("Mona's mor", ["Mona"]),
        ("Fredrikstad og Monaco", []),
        ("far er syk", []),
    ],
)
def test_a_first_name_is_a_whole_word_in_any_case_also_with_an_s(text: str, named: list[str]) -> None:
    assert [one.first_name for one in named_in(text, ADULTS, child="Emma")] == named


def test_somebody_who_is_called_like_the_child_is_not_asked_about() -> None:
    assert named_in("Mona er trist.", ADULTS, child="Mona") == []


def typed(cast: Cast, text: str, **more: Any) -> dict[str, Any]:
    return {"unit": cast.clinic.pk, "kind": "health", "text": text, "withheld_because": "", **more}


def notes(case_id: uuid.UUID) -> list[Entry]:
    with as_system("test: the notes"):
        return list(Entry.objects.exclude(role="first").filter(case=case_id))


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "clinic")
    return case_id


def test_the_form_comes_back_with_the_question_and_what_was_typed(cast: Cast, case_id: uuid.UUID) -> None:
    nurse, url = as_(cast.nurse), reverse("logs:write", args=[case_id])
    page = nurse.post(url, typed(cast, "Fredrik er syk.")).text
    assert ASKED in page
    assert ">Fredrik er syk.</textarea>" in page.replace("\n", "")
    assert "Nei, det handler om Emma" in page
    assert notes(case_id) == []


@pytest.mark.parametrize("chosen", ["child", "adult", "other"])
def test_one_answer_either_way_saves_it(cast: Cast, case_id: uuid.UUID, chosen: str) -> None:
    nurse, url = as_(cast.nurse), reverse("logs:write", args=[case_id])
    father = adult(case_id)
    answer = {
        "child": {"about_child": "Fredrik"},
        "adult": {"whose": str(father)},
        "other": {"whose": "other"},
    }[chosen]
    nurse.post(url, typed(cast, "Fredrik er syk.", **answer))
    (note,) = notes(case_id)
    with as_system("test: whom it is about"):
        about = Entry.objects.filter(pk=note.pk).values_list("about", flat=True)[0]
    assert (about, bool(note.about_other)) == (father if chosen == "adult" else None, chosen == "other")


def test_what_was_confirmed_of_one_name_counts_for_no_other(cast: Cast, case_id: uuid.UUID) -> None:
    nurse, url = as_(cast.nurse), reverse("logs:write", args=[case_id])
    page = nurse.post(url, typed(cast, "Mona og Fredrik er syke.", about_child="Fredrik")).text
    assert "Teksten nevner Mona og Fredrik." in page
    assert notes(case_id) == []


def test_a_change_is_asked_about_when_it_brings_a_name(cast: Cast, case_id: uuid.UUID) -> None:
    entry = write(cast, case_id, "nurse", "clinic", kind="health", text="Mona er med.")
    nurse, url = as_(cast.nurse), reverse("logs:change_entry", args=[case_id, entry.pk])
    words = {"kind": "health", "withheld_because": "", "version": 1}
    assert ASKED in nurse.post(url, words | {"text": "Mona og Fredrik er med."}).text
    assert nurse.post(url, words | {"text": "Mona var med."}).status_code == 302


def test_the_page_of_a_change_says_whom_a_note_is_about_and_does_not_ask(
    cast: Cast, case_id: uuid.UUID
) -> None:
    entry = write(cast, case_id, "nurse", "clinic", kind="health", text="Er syk.", about=adult(case_id))
    nurse, url = as_(cast.nurse), reverse("logs:change_entry", args=[case_id, entry.pk])
    page = nurse.get(url).text
    assert "Notatet handler om Fredrik Eksempel selv" in page
    assert 'name="whose"' not in page
    words = {"kind": "health", "withheld_because": "", "version": 1, "text": "Fredrik er syk."}
    assert nurse.post(url, words).status_code == 302
    assert [note.text for note in notes(case_id)] == ["Fredrik er syk."]


def test_what_opens_a_log_is_about_the_child_and_a_name_in_it_is_a_reminder(cast: Cast) -> None:
    concern = a_concern(cast)
    walk = asked_until_answers(cast, concern, MOTHER, FATHER)
    walk.says({"Mona": "yes", "Fredrik": "yes"})
    page = walk.open_log(text="Fredrik er syk.").text
    assert ASKED in page
    assert "skriv det i et eget notat" in page
    sent = {"first_text": "Fredrik er syk.", "first_kind": "school", "level": "2", "about_child": "Fredrik"}
    assert "Stafettloggen til Emma er åpnet" in walk.send("apne", sent).text


def test_pages_and_paper_say_whose_own_affairs_a_note_tells_of(cast: Cast, case_id: uuid.UUID) -> None:
    write(cast, case_id, "nurse", "clinic", kind="health", text="Er syk.", about=adult(case_id, "Mona"))
    for person in (cast.nurse, cast.mother):
        for page in ("logs:read", "logs:print"):
            text = as_(person).get(reverse(page, args=[case_id])).text
            assert "Om Mona selv" in text, (person, page)
    for page in ("logs:read", "logs:print"):
        assert "Om Mona selv" not in as_(cast.teacher).get(reverse(page, args=[case_id])).text
