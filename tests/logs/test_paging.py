"""A long log opens with what is newest; what is older is one page away, and tells no more than before."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.logs.services import entry_write
from municipality.access.identity import as_user
from tests.access_log import noted
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log

pytestmark = pytest.mark.slow(25)

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
    """Neither tokens nor how long ago something was, which a slow test tells otherwise a moment later."""
    html = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', r'\1=""', html)
    return re.sub(r"<time.*?</time>", "", html)


def test_a_long_log_opens_with_the_newest_notes_and_the_first_concern(
    cast: Cast, long_log: uuid.UUID
) -> None:
    html = page_of(as_(cast.teacher), long_log)
    assert numbers(html) == list(range(25, 5, -1))
    assert "Emma er mye alene" in html
    assert "Viser notat 1–20, de nyeste først." in html
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
    event = noted(act="case.read", user_id=cast.nurse.pk)[-1]
    assert sum("entry" in told for told in event.objects) == shown + 1


@pytest.mark.parametrize("query", ["", "?page=2"])
def test_pages_are_cut_after_the_policy_so_that_withheld_notes_of_which_nothing_is_told_change_nothing(
    cast: Cast, long_log: uuid.UUID, query: str
) -> None:
    mother = as_(cast.mother)
    before = without_tokens(page_of(mother, long_log, query))
    for _ in range(3):
        write(cast, long_log, "Familien skal ikke se dette.", withheld_because="told_by_child")
    assert without_tokens(page_of(mother, long_log, query)) == before


PAGES = ("", "?page=2", "?page=3", "?page=7")


def pages_of(client: Client, case_id: uuid.UUID) -> list[str]:
    """Every page of the notes and one beyond them, then what a search finds."""
    pages = [page_of(client, case_id, query) for query in PAGES]
    client.post(f"/stafettlogger/{case_id}/", {"q": "Notat", "kind": ""})
    return [without_tokens(page) for page in (*pages, page_of(client, case_id, "?sok=1"))]


def test_notes_of_barnevern_change_no_page_and_no_number_for_staff_who_may_not_know(cast: Cast) -> None:
    shares = {
        "school": ("school", "child_welfare"),
        "ppt": ("school",),
        "child_welfare": ("school", "child_welfare"),
    }
    case_id = open_log(cast, shares=shares)
    join(cast, case_id, "adviser", "child_welfare_worker")
    for number in range(1, 26):
        write(cast, case_id, f"Notat nummer {number:02}.")
    adviser, teacher = as_(cast.adviser), as_(cast.teacher)
    before, known_before = pages_of(adviser, case_id), pages_of(teacher, case_id)
    with as_user(cast.child_welfare_worker.pk):
        for _ in range(PAGE + 1):
            entry_write(
                author=cast.child_welfare_worker, unit=cast.child_welfare, case_id=case_id,
                kind="child_welfare", text="Notat fra barnevernet.",
            )  # fmt: skip
    assert pages_of(adviser, case_id) == before
    assert pages_of(teacher, case_id) != known_before


def test_notes_of_a_kind_that_the_unit_lacks_change_nothing_but_the_number_that_is_told(
    cast: Cast, long_log: uuid.UUID
) -> None:
    def without_number(page: str) -> str:
        page = " ".join(page.split())
        return re.sub(r'<p class="app-hint">\d+ innlegg vises ikke for deg[^<]*</p> ', "", page)

    adviser = as_(cast.adviser)
    before = pages_of(adviser, long_log)
    assert not any("vises ikke for deg" in page for page in before)
    with as_user(cast.nurse.pk):
        for _ in range(PAGE + 1):
            entry_write(
                author=cast.nurse, unit=cast.clinic, case_id=long_log, kind="health", text="Notat om helse."
            )
    after = pages_of(adviser, long_log)
    assert all(f"{PAGE + 1} innlegg vises ikke for deg" in page for page in after)
    assert [without_number(page) for page in after] == [without_number(page) for page in before]


def test_a_log_with_130_notes_takes_as_much_work_as_one_with_30(cast: Cast) -> None:
    def rows_of_page() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            page = page_of(teacher, case_id)
        return len(queries), page.count("<li")

    case_id, teacher = open_log(cast), as_(cast.teacher)
    page_of(teacher, case_id)  # the first page of a session asks more
    for number in range(30):
        write(cast, case_id, f"Notat {number}")
    few = rows_of_page()
    for number in range(100):
        write(cast, case_id, f"Notat {number}")
    assert rows_of_page() == few


@pytest.mark.parametrize("asked", ["0", "-1", "x", "²", "99", "9" * 30])
def test_what_is_no_page_is_the_first(cast: Cast, long_log: uuid.UUID, asked: str) -> None:
    assert numbers(page_of(as_(cast.teacher), long_log, f"?page={asked}")) == list(range(25, 5, -1))
