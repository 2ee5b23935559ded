"""A log on paper: all that its reader may read, by name, and said who printed it."""

import re
import uuid
from typing import Any

import pytest
import time_machine

from cases.logs.services import entry_write
from municipality.access.identity import as_user
from tests.access_log import noted
from tests.attacks.helpers import note
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.reading import shown
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.work.helpers import evaluate, set_goal, set_measure


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    return case_id


def paper(cast: Cast, case_id: uuid.UUID, person: str) -> str:
    answer = as_(getattr(cast, person)).get(f"/stafettlogger/{case_id}/utskrift/")
    assert answer.status_code == 200
    return str(answer.text)


def sheet(cast: Cast, case_id: uuid.UUID, person: str) -> str:
    """Its words, without the frame that is not printed."""
    return shown(paper(cast, case_id, person).partition('class="app-sheet"')[2].partition("</main>")[0])


def test_it_names_its_reader_and_says_who_printed_it_when_and_that_it_is_exempt(
    cast: Cast, case_id: uuid.UUID
) -> None:
    with time_machine.travel("2026-11-24 10:05 +0100", tick=False):
        words = sheet(cast, case_id, "nurse")
    assert "Nurse, Helsestasjonen" in words
    assert "Teacher, Baksalen skole (stafettholder)" in words
    assert not re.search(r"\bDu\b", words)
    assert "Skrevet ut 24. november 2026 kl. 10.05 av Nurse, Helsestasjonen." in words
    assert "Unntatt offentlighet, offentleglova § 13, jf. forvaltningsloven § 13" in words
    assert "siden" not in words, "days are told by their date"


def test_what_was_agreed_and_how_it_went_is_on_it_and_nothing_to_press(
    cast: Cast, case_id: uuid.UUID
) -> None:
    measure = set_measure(cast, case_id, set_goal(cast, case_id))
    evaluate(cast, measure)
    html = paper(cast, case_id, "teacher").partition('class="app-sheet"')[2].partition("</main>")[0]
    words = shown(html)
    assert f"Evaluering av «{measure.what}»" in words
    assert " av 5)" in words
    assert not re.search("<(a|button|form|details)\\b", html)


def test_the_child_is_named_on_its_own_paper_too(cast: Cast) -> None:
    case_id = open_log(cast, number=cast.youth_number, child_name="Ung Eksempel")
    evaluate(cast, set_measure(cast, case_id, set_goal(cast, case_id)))
    words = sheet(cast, case_id, "youth")
    assert "Ung selv" in words
    assert "Du selv" not in words


def test_all_notes_are_on_it_from_the_oldest_on(cast: Cast, case_id: uuid.UUID) -> None:
    for number in range(25):  # more than a page of the log
        note(cast, case_id, "teacher", cast.school, "school", f"Notat nummer {number}.")
    words = sheet(cast, case_id, "teacher")
    places = [words.index(f"Notat nummer {number}.") for number in range(25)]
    assert places == sorted(places)


def test_each_reader_prints_what_they_read_and_no_more(cast: Cast, case_id: uuid.UUID) -> None:
    note(cast, case_id, "nurse", cast.clinic, "health", "Sover dårlig om natta.")
    note(
        cast, case_id, "teacher", cast.school, "school", "Mor kan bli sint.", withheld_because="child_at_risk"
    )
    words = {person: sheet(cast, case_id, person) for person in ("teacher", "nurse", "mother")}
    assert {person for person in words if "Sover dårlig" in words[person]} == {"nurse", "mother"}
    assert {person for person in words if "Mor kan bli sint" in words[person]} == {"teacher", "nurse"}
    assert "1 innlegg vises ikke for deg" in words["teacher"]
    warned = {person for person in words if "Gi ikke utskriften videre" in words[person]}
    assert warned == {"teacher", "nurse"}


def test_what_a_team_decided_is_on_the_paper_of_those_who_read_it(cast: Cast, case_id: uuid.UUID) -> None:
    team = make_team(cast)
    referral = refer(cast, case_id, team, left_out=("clinic", "child_welfare"))
    meeting = begin(cast, team)
    decide(cast, meeting, referral, responsible="adviser")
    assert "Hva teamet sier" in sheet(cast, case_id, "teacher")
    before = sheet(cast, case_id, "teacher")
    approve(cast, meeting)
    after = sheet(cast, case_id, "teacher")
    assert "Teamet svarte" not in before
    assert "Teamet svarte" in after
    assert "Hva teamet sier" not in sheet(cast, case_id, "nurse"), "her unit was left out"


def test_that_it_was_printed_is_an_event_that_the_family_sees(cast: Cast, case_id: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        entry = entry_write(
            author=cast.teacher, unit=cast.school, case_id=case_id, kind="school", text="Ett."
        )
    paper(cast, case_id, "teacher")
    last: Any = noted()[-1]
    assert (last.act, last.refused) == ("case.print", False)
    assert f"entry:{entry.pk}" in str(last)
    page = shown(as_(cast.mother).get(f"/stafettlogger/{case_id}/innsyn/").text)
    assert "skrev ut stafettloggen" in page


@pytest.mark.parametrize("person", ["head", "stranger", "father"])
def test_who_does_not_read_the_log_does_not_print_it(cast: Cast, case_id: uuid.UUID, person: str) -> None:
    assert as_(getattr(cast, person)).get(f"/stafettlogger/{case_id}/utskrift/").status_code == 404


def test_with_a_protected_address_the_paper_names_nobody_of_the_services_whoever_prints_it(
    cast: Cast,
) -> None:
    case_id = open_log(cast, address_protection="fortrolig")
    join(cast, case_id, "nurse")
    note(cast, case_id, "nurse", cast.clinic, "health", "Vi snakket om søvn.")
    for person in ("teacher", "nurse", "mother"):
        words = sheet(cast, case_id, person)
        assert "adressesperre" in words
        for name in ("Baksalen", "Teacher", "Helsestasjonen", "Nurse"):
            assert name not in words, (person, name)
