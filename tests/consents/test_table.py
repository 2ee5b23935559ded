"""Who reads what: kinds of information down, units across, until when, and what is left out."""

import uuid
from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from consent.services import Share
from municipality.ui.dates import day_text, exact_day
from tests.access_log import noted
from tests.cast import Cast
from tests.consents.helpers import begin_asking, cells, conclude, lasts_until, page, say, words
from tests.conversation.asking import MOTHER, ask
from tests.conversation.test_who_answers import born
from tests.logs.helpers import as_, join
from tests.logs.opening import SHARES, open_log
from tests.reading import shown

SCHOOL, CLINIC = "Baksalen skole", "Helsestasjonen"


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    return case_id


def until(days: int) -> str:
    return f"Leser til og med {day_text(timezone.localdate() + timedelta(days=days), timezone.localdate())}"


@pytest.mark.parametrize("person", ["teacher", "nurse", "mother"])
def test_each_cell_says_whether_the_unit_reads_it_and_until_when(
    cast: Cast, case_id: uuid.UUID, person: str
) -> None:
    assert cells(cast, case_id, person) == {
        ("school", SCHOOL): ([until(200)], ""),
        ("family", SCHOOL): ([until(200)], ""),
        ("school", "PPT"): ([until(200)], ""),
        ("school", CLINIC): ([until(200)], ""),
        ("health", CLINIC): ([until(200)], ""),
    }


def test_what_is_not_shared_is_said_as_clearly(cast: Cast, case_id: uuid.UUID) -> None:
    told = page(cast, case_id, "mother")
    table = told.context["table"]
    empty = len(table.kinds) * len(table.columns) - 5
    assert shown(told.text).count(">Leser ikke<") == empty
    assert "Leser ikke om" in told.text


def test_it_says_who_said_yes_and_leads_to_the_answer(cast: Cast, case_id: uuid.UUID) -> None:
    told = words(cast, case_id, "nurse")
    assert "Mona Eksempel (mor) sa ja" in told
    assert f"Enheten leser fra {day_text(timezone.localdate(), timezone.localdate())}." in told
    assert 'href="#samtykke-1"' in told
    assert 'id="samtykke-1"' in told


def test_the_consent_that_lasts_longest_says_until_when(cast: Cast, case_id: uuid.UUID) -> None:
    asked = begin_asking(cast, case_id, [Share(cast.school, ["school"])], days=300)
    say(cast, asked, "yes")
    conclude(cast, asked, case_id)
    found = cells(cast, case_id, "mother")
    assert found["school", SCHOOL] == ([until(300)], "")
    assert found["family", SCHOOL] == ([until(200)], "")


def test_from_which_sources_nothing_is_shown_is_said(cast: Cast) -> None:
    question = ask(cast, born(15, 6))
    question.say(MOTHER, "yes")
    case_id = question.open()
    [(_parts, without)] = {(tuple(said), out) for said, out in cells(cast, case_id, "teacher").values()}
    assert without == "det barnehage, skole og PPT vet og det de andre tjenestene vet"
    # The same in every cell: said once.
    assert page(cast, case_id, "teacher").text.lower().count(without.lower()) == 1


def test_parts_that_end_on_different_days_are_all_said_with_the_reason(cast: Cast) -> None:
    question = ask(cast, born(14, 6), months=24)
    question.say(MOTHER, "yes")
    [(parts, without)] = {
        (tuple(said), out) for said, out in cells(cast, question.open(), "teacher").values()
    }
    fifteen, sixteen = (
        day_text(born(14, 6) + relativedelta(years=years, days=-1), timezone.localdate())
        for years in (15, 16)
    )
    others = "det barnehage, skole og PPT vet og det de andre tjenestene vet"
    why = "Dagen etter fyller Kim %s år, og svarer selv."
    assert without == ""
    assert parts == (
        f"Leser {others} til og med {fifteen} {why % 15}",
        f"Leser det helsetjenestene vet til og med {sixteen} {why % 16}",
    )


def test_a_reader_who_must_not_know_of_barnevern_finds_no_row_about_it(cast: Cast) -> None:
    shares = {
        "school": ("school", "child_welfare"),
        "clinic": ("school",),
        "child_welfare": ("school", "child_welfare"),
    }
    case_id = open_log(cast, shares=shares)
    join(cast, case_id, "nurse")
    kinds = {
        person: [kind for kind, _label, _cells, _ends in page(cast, case_id, person).context["table"].rows]
        for person in ("teacher", "mother", "nurse")
    }
    assert "child_welfare" in kinds["teacher"]
    assert "child_welfare" in kinds["mother"]
    assert "child_welfare" not in kinds["nurse"]
    assert "arnevern" not in words(cast, case_id, "nurse").partition("<main")[2].partition("</main>")[0]


def test_one_withdraws_from_the_head_of_a_column_and_from_a_cell(cast: Cast, case_id: uuid.UUID) -> None:
    told = page(cast, case_id, "mother").text
    unit = f"/stafettlogger/{case_id}/samtykke/trekk/?enhet={cast.clinic.pk}"
    for address in (unit, f"{unit}&amp;hva=health"):
        assert f'href="{address}"' in told
    form = as_(cast.mother).get(f"{unit}&hva=health").context["form"]
    assert (form["what"].value(), form["kind"].value()) == (str(cast.clinic.pk), "health")
    everybody = as_(cast.mother).get(f"/stafettlogger/{case_id}/samtykke/trekk/?enhet=all&hva=health")
    assert everybody.context["form"]["what"].value() == "all"


def test_who_takes_part_withdraws_for_the_own_unit_only(cast: Cast, case_id: uuid.UUID) -> None:
    told = page(cast, case_id, "nurse").text
    assert f"?enhet={cast.clinic.pk}" in told
    assert f"?enhet={cast.school.pk}" not in told
    assert "?enhet=all" not in told


def test_a_log_that_is_closed_has_nothing_to_withdraw(cast: Cast, case_id: uuid.UUID) -> None:
    as_(cast.mother).post(f"/stafettlogger/{case_id}/samtykke/trekk/", {"what": "all", "kind": ""})
    told = words(cast, case_id, "mother")
    assert "Ingen enhet leser stafettloggen nå." in told
    assert "?enhet=" not in told


def test_what_has_ended_is_no_longer_in_the_table(cast: Cast, case_id: uuid.UUID) -> None:
    lasts_until(case_id, timezone.localdate() - timedelta(days=1))
    assert cells(cast, case_id, "mother") == {}


@pytest.mark.parametrize("person", ["teacher", "nurse", "mother"])
def test_the_paper_holds_the_same_table_and_nothing_to_press(
    cast: Cast, case_id: uuid.UUID, person: str
) -> None:
    told = page(cast, case_id, person, "utskrift/")
    sheet = told.text.partition('class="app-sheet')[2].partition("</main>")[0]
    assert SCHOOL in sheet
    assert f"Enheten leser fra {exact_day(timezone.localdate())}." in sheet
    assert "Du sa ja" not in sheet
    assert "<a " not in sheet
    assert str(case_id) in [str(key) for key in noted(act="consent.read")[-1].case_ids]


def test_on_the_paper_about_a_protected_child_stands_no_name_of_a_unit(cast: Cast) -> None:
    case_id = open_log(cast, address_protection="fortrolig", shares=SHARES)
    for person in ("teacher", "mother"):
        told = page(cast, case_id, person, "utskrift/").text
        assert not [name for name in (SCHOOL, CLINIC, "PPT") if name in told.partition("app-sheet")[2]]
    assert SCHOOL in page(cast, case_id, "teacher").text
    assert SCHOOL not in page(cast, case_id, "mother").text
