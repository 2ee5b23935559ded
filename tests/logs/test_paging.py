"""A long log opens with what is newest; what is older is one page away, and tells no more than before."""

import re
import uuid

import pytest
from django.test import Client

from cases.logs.services import entry_write
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log

PAGE = 20


def write(cast: Cast, case_id: uuid.UUID, text: str, **changes: object) -> None:
    with as_user(cast.teacher.pk):
        changes = {"kind": "school", **changes}
        entry_write(author=cast.teacher, unit=cast.school, case_id=case_id, text=text, **changes)  # type: ignore[arg-type]


@pytest.fixture
def long_log(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    for number in range(1, 26):
        write(cast, case_id, f"Notat nummer {number:02}.")
    return case_id


def numbers(html: str) -> list[int]:
    return [int(found) for found in re.findall(r"Notat nummer (\d+)\.", html)]


def page_of(client: Client, case_id: uuid.UUID, query: str = "") -> str:
    return client.get(f"/stafettlogger/{case_id}/{query}").text


def without_tokens(html: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', r'\1=""', html)


def test_a_long_log_opens_with_the_newest_notes_and_the_first_concern(
    cast: Cast, long_log: uuid.UUID
) -> None:
    html = page_of(as_(cast.teacher), long_log)
    assert numbers(html) == list(range(25, 5, -1))
    assert "Emma er mye alene" in html
    assert "Viser 1–20 av 25 notater" in html
    assert "Eldre notater" in html


def test_older_notes_stand_on_the_next_page_and_the_first_concern_there_too(
    cast: Cast, long_log: uuid.UUID
) -> None:
    html = page_of(as_(cast.teacher), long_log, "?page=2")
    assert numbers(html) == [5, 4, 3, 2, 1]
    assert "Emma er mye alene" in html
    assert "Nyere notater" in html


def test_a_search_goes_over_all_notes_and_keeps_its_words_on_the_next_page(
    cast: Cast, long_log: uuid.UUID
) -> None:
    client = as_(cast.teacher)
    client.post(f"/stafettlogger/{long_log}/", {"q": "nummer 03", "kind": ""})
    assert numbers(page_of(client, long_log, "?sok=1")) == [3]
    client.post(f"/stafettlogger/{long_log}/", {"q": "Notat", "kind": "school"})
    assert "?sok=1&amp;page=2#timeline" in page_of(client, long_log, "?sok=1")
    assert numbers(page_of(client, long_log, "?sok=1&page=2")) == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(("query", "shown"), [("", 20), ("?page=2", 5)])
def test_the_access_log_names_the_notes_of_the_page_and_the_first_concern_alone(
    cast: Cast, long_log: uuid.UUID, query: str, shown: int
) -> None:
    page_of(as_(cast.nurse), long_log, query)
    with as_system("test"):
        event = Event.objects.filter(act="case.read", user_id=cast.nurse.pk).latest("at")
    assert sum("entry" in told for told in event.objects_shown) == shown + 1


@pytest.mark.parametrize("query", ["", "?page=2"])
def test_pages_are_cut_after_the_policy_so_that_withheld_notes_change_nothing(
    cast: Cast, long_log: uuid.UUID, query: str
) -> None:
    mother = as_(cast.mother)
    before = without_tokens(page_of(mother, long_log, query))
    for _ in range(3):
        write(cast, long_log, "Familien skal ikke se dette.", withheld_because="third_person")
    assert without_tokens(page_of(mother, long_log, query)) == before
