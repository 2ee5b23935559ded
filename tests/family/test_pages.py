"""The family's pages: the story first, cards folded, who has read per person and day, and one's own name."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.logs.selectors import FamilyEvent, Visit
from tests.access.scenes import join
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.reading import shown


def page(cast: Cast, person: str, path: str) -> str:
    return shown(as_(getattr(cast, person)).get(path).text)


@pytest.mark.parametrize("person", ["mother", "youth"])
def test_the_log_begins_with_the_story_and_ends_with_folded_cards(
    cast: Cast, case_id: uuid.UUID, person: str
) -> None:
    seen = page(cast, person, f"/stafettlogger/{case_id}/")
    places = [
        seen.index(words)
        for words in ("Det vi er bekymret for", "Det som har hendt", "<aside", "<summary>Samtykke<")
    ]
    assert places == sorted(places)
    aside = seen[seen.index("<aside") : seen.index("</aside>")]
    assert aside.count("<details") == aside.count("app-card ") > 3
    assert "<details open" not in aside
    assert "navngitt" not in seen
    assert "nivå" not in seen.lower()


def test_to_withdraw_stands_before_the_story(cast: Cast, case_id: uuid.UUID) -> None:
    seen = page(cast, "mother", f"/stafettlogger/{case_id}/")
    assert seen.index("Trekk samtykke") < seen.index("Det vi er bekymret for")


def test_those_who_help_have_the_summary_first_as_before(cast: Cast, case_id: uuid.UUID) -> None:
    seen = page(cast, "nurse", f"/stafettlogger/{case_id}/")
    assert seen.index("<aside") < seen.index("Det vi er bekymret for")
    assert "<details" not in seen[seen.index("<aside") : seen.index("</aside>")]


def test_ones_own_answer_is_told_as_ones_own(cast: Cast, case_id: uuid.UUID) -> None:
    for person in ("youth", "mother"):
        assert "<li>Du har sagt ja, " in page(cast, person, f"/stafettlogger/{case_id}/samtykke/")
    assert "<li>Du " not in page(cast, "nurse", f"/stafettlogger/{case_id}/samtykke/")


def test_the_list_of_a_family_has_neither_number_nor_level(cast: Cast, case_id: uuid.UUID) -> None:
    seen = page(cast, "mother", "/stafettlogger/")
    assert "Nora Snøkvist" in seen
    assert not re.search(r"S-[0-9A-Z]{5}|Nummer|Nivå", seen)


def test_the_first_page_greets_by_the_first_name_and_says_what_one_has_agreed_to_do(
    cast: Cast, case_id: uuid.UUID
) -> None:
    seen = page(cast, "youth", "/")
    assert f'<h1 class="ds-heading" data-size="lg">Hei, {cast.youth.display_name.split()[0]}</h1>' in seen
    assert "Dette har du avtalt (1)" in seen
    assert "Det er du som bestemmer." in seen
    assert "Det er dere som bestemmer." in page(cast, "mother", "/")


def test_the_young_person_is_told_which_line_is_for_children_and_young_people(
    cast: Cast, case_id: uuid.UUID
) -> None:
    seen = page(cast, "youth", "/")
    assert "Alarmtelefonen for barn og unge" in seen
    assert 'href="tel:116111"' in seen
    assert "barnevernvakt" not in seen.lower()
    assert "116 111" not in page(cast, "mother", "/")


def test_who_has_read_is_told_once_for_each_person_and_day(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "clinic")
    for _time in range(3):
        as_(cast.nurse).get(f"/stafettlogger/{case_id}/")
        as_(cast.mother).get(f"/stafettlogger/{case_id}/")
    seen = page(cast, "mother", f"/stafettlogger/{case_id}/innsyn/")
    assert seen.count("<strong>Nurse</strong>") == 1
    assert seen.count("<strong>Du</strong>") == 1
    assert seen.count("<li>leste stafettloggen (3 ganger)</li>") == 2
    assert "Grunnlag: samtykke." in seen
    assert "Grunnlag: familiens egen rett." in seen


def test_a_visit_says_what_was_done_last_first_and_how_often() -> None:
    now = timezone.now()
    events = [
        FamilyEvent(
            now - timedelta(minutes=place),
            "Nurse",
            "Helsestasjonen",
            act,
            "consent",
            mine=False,
            stood_in_for="",
        )
        for place, act in enumerate(("entry.write", "case.read", "case.read"))
    ]
    visit = Visit(timezone.localdate(), events)
    assert visit.deeds == [("skrev et notat", 1), ("leste stafettloggen", 2)]
    assert visit.basis_types == ["consent"]
    assert visit.who.at == now
