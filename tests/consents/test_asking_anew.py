"""The page says when a family should be asked again, to the relay holder and the family."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from consent.models import LegalBasis
from consent.selectors import young_areas
from consent.services import Share, midnight_after
from municipality.access.identity import as_system, as_user
from municipality.ui.dates import day_text
from tests.cast import Cast, born_as
from tests.consents.helpers import begin_asking, boxes, conclude, lasts_until, page, say, words
from tests.conversation.asking import MOTHER, ask
from tests.conversation.test_who_answers import born, turning
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log

MARK = "Noe må spørres om på nytt"


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    return case_id


def in_days(case_id: uuid.UUID, days: int) -> None:
    lasts_until(case_id, timezone.localdate() + timedelta(days=days))


def test_what_ends_within_sixty_days_is_said_to_the_holder_and_the_family_and_to_nobody_else(
    cast: Cast, case_id: uuid.UUID
) -> None:
    in_days(case_id, 60)
    assert boxes(cast, case_id, "teacher") == []
    in_days(case_id, 59)
    day = day_text(timezone.localdate() + timedelta(days=59), timezone.localdate())
    said = f"Samtykket går ut {day}. Det gjelder disse enhetene: Baksalen skole, Helsestasjonen og PPT."
    assert boxes(cast, case_id, "teacher") == boxes(cast, case_id, "mother") == [said]
    assert boxes(cast, case_id, "nurse") == []


def test_the_holder_gets_a_way_to_ask_and_the_family_whom_to_tell(cast: Cast, case_id: uuid.UUID) -> None:
    in_days(case_id, 30)
    ask_again = "Spør på nytt, med det som gjelder i dag"
    assert ask_again in words(cast, case_id, "teacher")
    told = words(cast, case_id, "mother")
    assert ask_again not in told
    assert "Si fra til Teacher om dere vil at det skal fortsette." in told


def test_where_an_address_is_protected_the_family_is_told_of_the_holder_without_a_name(cast: Cast) -> None:
    case_id = open_log(cast, address_protection="fortrolig")
    in_days(case_id, 30)
    told = words(cast, case_id, "mother")
    assert "Si fra til stafettholderen om dere vil" in told
    assert "Baksalen skole" not in told


def test_a_later_consent_that_gives_the_same_takes_the_box_away(cast: Cast, case_id: uuid.UUID) -> None:
    in_days(case_id, 30)
    asked = begin_asking(
        cast,
        case_id,
        [
            Share(cast.school, ["school", "family"]),
            Share(cast.ppt, ["school"]),
            Share(cast.clinic, ["school", "health"]),
        ],
    )
    assert "Fortsett samtalen om samtykke" in words(cast, case_id, "teacher")
    say(cast, asked, "yes")
    conclude(cast, asked, case_id)
    assert boxes(cast, case_id, "mother") == []


def test_a_part_that_ends_on_a_birthday_is_said_ninety_days_before(cast: Cast) -> None:
    found = {}
    for days in (90, 91):
        question = ask(cast, turning(15, in_days=days), months=24)
        question.say(MOTHER, "yes")
        found[days] = boxes(cast, question.open(), "teacher")
    said = "det barnehage, skole og PPT vet og det de andre tjenestene vet"
    assert found == {90: [f"Snart fyller Kim 15 år. Fra da svarer Kim selv om {said}."], 91: []}


def test_a_young_person_who_has_passed_a_limit_and_not_answered_is_asked(cast: Cast) -> None:
    question = ask(cast, born(15, 6))
    question.say(MOTHER, "yes")
    case_id = question.open()
    said = "barnehage, skole og PPT vet og det de andre tjenestene vet leses ikke av noen før Kim har svart."
    assert boxes(cast, case_id, "teacher") == [f"Kim er 15 år og svarer selv. Det {said}"]


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_young_person_who_has_answered_is_not_asked_again(cast: Cast, answer: str) -> None:
    question = ask(cast, born(16, 6))
    question.say_all(mother="yes", child="yes")
    case_id = question.open()
    assert boxes(cast, case_id, "teacher") == []
    with as_system("test: health ends"):
        LegalBasis.objects.filter(case_id=case_id, basis_type="consent").update(sources=["others"])
    assert boxes(cast, case_id, "teacher") == []
    asked = begin_asking(cast, case_id, [Share(cast.nav_office, ["economy"])])
    say(cast, asked, answer, relation="")
    assert boxes(cast, case_id, "teacher") == []


def test_others_get_no_answer_about_what_the_young_person_has_not_said(cast: Cast) -> None:
    question = ask(cast, born(15, 6))
    question.say(MOTHER, "yes")
    case_id = question.open()
    join(cast, case_id, "adviser")
    for person, found in (("teacher", True), ("adviser", False), ("nurse", False), ("administrator", False)):
        with as_user(getattr(cast, person).pk):
            assert bool(young_areas(case_id)) is found


def test_a_log_that_rests_says_to_the_family_that_nobody_reads_it(cast: Cast, case_id: uuid.UUID) -> None:
    in_days(case_id, -1)
    [said] = boxes(cast, case_id, "mother")
    assert said.endswith("Ingen i tjenestene leser stafettloggen nå.")


def test_a_holder_who_must_not_know_of_barnevern_is_not_told_that_its_consent_ends(cast: Cast) -> None:
    case_id = open_log(cast, shares={"school": ("school",), "child_welfare": ("child_welfare",)})
    with as_system("test: that of barnevern ends first"):
        LegalBasis.objects.filter(case_id=case_id, unit=cast.child_welfare).update(
            ends=midnight_after(timezone.localdate() + timedelta(days=29))
        )
    assert boxes(cast, case_id, "teacher") == []
    assert len(boxes(cast, case_id, "mother")) == 1


def test_the_page_of_the_log_has_a_line_about_it(cast: Cast, case_id: uuid.UUID) -> None:
    def marked() -> dict[str, bool]:
        return {
            person: MARK in as_(getattr(cast, person)).get(f"/stafettlogger/{case_id}/").text
            for person in ("teacher", "mother", "nurse")
        }

    assert marked() == {"teacher": False, "mother": False, "nurse": False}
    in_days(case_id, 30)
    assert marked() == {"teacher": True, "mother": True, "nurse": False}


def test_the_young_person_is_spoken_to_as_du(cast: Cast) -> None:
    number = cast.youth_number
    case_id = open_log(cast, number=number, child_name="Ung Eksempel")
    assert born_as(number) < born(15)
    [said] = boxes(cast, case_id, "youth")
    assert said.startswith("Du svarer selv når du er 15 år.")
    assert "om du vil at det skal fortsette" in words(cast, case_id, "youth")
    assert page(cast, case_id, "youth").context["is_holder"] is False
