"""How many queries each page takes, kept in query_counts.json; and lists that take no more for 100 rows than for one.

After a change that is meant: `QUERY_COUNTS=write make test ARGS="tests/test_query_counts.py"`.
"""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.concerns.services import concern_register
from cases.logs.services import entry_write
from municipality.access.identity import as_user
from municipality.people.models import User
from tests.cast import synthetic_number, years_ago
from tests.logs.helpers import as_, join, make_log

BASELINE = Path(__file__).with_name("query_counts.json")
PAGES = {
    "min dag, larer": ("teacher", "/"),
    "min dag, mor": ("mother", "/"),
    "undringer": ("teacher", "/undringer/"),
    "ny undring": ("teacher", "/undringer/ny/"),
    "undring": ("teacher", "/undringer/{concern}/"),
    "samtykkeskjema": ("teacher", "/undringer/{concern}/stafettlogg/"),
    "stafettlogger": ("teacher", "/stafettlogger/"),
    "stafettlogg, larer": ("teacher", "/stafettlogger/{case}/"),
    "stafettlogg, mor": ("mother", "/stafettlogger/{case}/"),
    "skriv notat": ("nurse", "/stafettlogger/{case}/notat/"),
    "hvem deler hva": ("mother", "/stafettlogger/{case}/samtykke/"),
    "trekk samtykke": ("mother", "/stafettlogger/{case}/samtykke/trekk/"),
    "hvem har lest": ("mother", "/stafettlogger/{case}/innsyn/"),
    "saksopplysninger": ("nurse", "/saksopplysninger/"),
    "en saks opplysninger": ("nurse", "/saksopplysninger/{case}/"),
    "varsler": ("nurse", "/varsler/"),
    "innsynslogg": ("privacy_officer", "/innsynslogg/"),
    "organisasjon": ("administrator", "/organisasjon/"),
}


def queries(user: User, path: str) -> int:
    client = as_(user)
    ContentType.objects.clear_cache()  # or the count would depend on which tests came before
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)


def test_each_page_takes_the_queries_that_the_baseline_says(cast: SimpleNamespace) -> None:
    with as_user(cast.teacher.pk):
        concern = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9), observed="x",
            since=years_ago(0),
        )  # fmt: skip
    case_id = make_log(cast)
    join(cast, case_id, "nurse", "adviser")
    counted = {
        name: queries(getattr(cast, person), path.format(case=case_id, concern=concern.pk))
        for name, (person, path) in PAGES.items()
    }
    if os.environ.get("QUERY_COUNTS") == "write":
        BASELINE.write_text(json.dumps(counted, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert counted == json.loads(BASELINE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", ["/stafettlogger/", "/", "/saksopplysninger/", "/undringer/"])
def test_a_list_takes_no_more_queries_for_many_rows_than_for_two(cast: SimpleNamespace, path: str) -> None:
    def add(count: int, start: int) -> None:
        for row in range(start, start + count):
            make_log(cast, number=synthetic_number(years_ago(9), row))
            with as_user(cast.teacher.pk):
                concern_register(
                    author=cast.teacher, unit=cast.school, child_name=f"Barn {row}", birth_date=years_ago(9),
                    observed="x", since=years_ago(0),
                )  # fmt: skip

    reader = cast.nurse if path == "/saksopplysninger/" else cast.teacher
    add(2, 0)
    few = queries(reader, path)
    add(18, 2)
    assert queries(reader, path) == few


def test_a_log_takes_no_more_queries_for_many_entries_than_for_two(cast: SimpleNamespace) -> None:
    case_id = make_log(cast)

    def add(count: int) -> None:
        for row in range(count):
            with as_user(cast.teacher.pk):
                entry_write(
                    author=cast.teacher, unit=cast.school, case_id=case_id, kind="school", text=f"Notat {row}"
                )

    add(2)
    few = queries(cast.teacher, f"/stafettlogger/{case_id}/")
    add(40)
    assert queries(cast.teacher, f"/stafettlogger/{case_id}/") == few
