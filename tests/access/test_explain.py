"""What the web's login learns of rows it may not see, from how Postgres looks for them."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from municipality.access.identity import as_system, as_user
from tests.access.scenes import plain, write
from tests.access.test_catalogue import every_table_filled
from tests.access.test_columns import COLUMNS, readable_tables
from tests.cast import Cast
from tests.databases import logged_in
from tests.logs.opening import open_log

EXPLAIN = "explain (analyze, costs off, timing off, summary off, buffers off) "
CONDITION = re.compile(r"(Cond|Filter): .*")
PLANTED = "Plantet"
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"


def way(statement: str, *arguments: Any) -> str:
    """How Postgres went about it, with all that it counted, and without the values asked for."""
    return "\n".join(CONDITION.sub(r"\1", line) for (line,) in plain(EXPLAIN + statement, *arguments))


def scans(statement: str, *arguments: Any) -> str:
    """What the counters of one transaction say about all tables and indexes."""
    told = (
        "select sum(pg_stat_get_xact_numscans(oid)), sum(pg_stat_get_xact_tuples_returned(oid)),"
        " sum(pg_stat_get_xact_tuples_fetched(oid)) from pg_class where relnamespace = 'public'::regnamespace"
    )
    before = plain(told)[0]
    plain(statement, *arguments)
    return str([after - former for after, former in zip(plain(told)[0], before, strict=True)])


def extracted(tells: Callable[..., str], length: int) -> str:
    """A hidden text that begins with a capital letter, read letter by letter from what a comparison tells."""
    ask = "select 1 from cases_entry where text >= %s and text < %s"
    nothing = tells(ask, "\N{SNOWMAN}", "\N{SNOWMAN}")
    found = ""
    for _letter in range(length):
        found += next(
            (
                letter
                for letter in (LETTERS.upper() if not found else LETTERS)
                if tells(ask, found + letter, found + letter + "\N{SNOWMAN}") != nothing
            ),
            "",
        )
    return found


@pytest.fixture
def planted(committed: Cast) -> SimpleNamespace:
    """A text that neither nobody nor a stranger may read."""
    case_id = open_log(committed)
    with as_system("test: the only texts"):
        plain("update cases_entry set text = %s", PLANTED)
    entry = write(committed, case_id, "teacher", "school")
    with as_system("test: the only texts"):
        plain("update cases_entry set text = '' where id = %s", entry.pk)
        plain("analyze cases_entry")
    return committed


@pytest.mark.parametrize("asker", [None, "stranger"])
@pytest.mark.parametrize("seqscan", ["on", "off"])
def test_a_hidden_text_cannot_be_read_from_what_explain_counts(
    planted: SimpleNamespace, asker: str | None, seqscan: str
) -> None:
    with logged_in("app"), as_user(getattr(planted, asker).pk if asker else None):
        plain(f"set local enable_seqscan = {seqscan}")
        assert extracted(way, len(PLANTED)) == ""


def test_a_hidden_text_cannot_be_read_from_the_counters_of_the_transaction(planted: SimpleNamespace) -> None:
    def counted(statement: str, *arguments: Any) -> str:
        try:
            with transaction.atomic():
                return scans(statement, *arguments)
        except ProgrammingError:
            return "refused"

    with logged_in("app"), as_user(planted.stranger.pk):
        assert extracted(counted, len(PLANTED)) == ""


# What a nobody may still see, by trying out a value: whether a hidden row has it. The threat model says what that is worth.
TOLD: set[str] = set()


# By type: a value that no row has.
OTHER = {
    "uuid": "00000000-0000-4000-8000-000000000000", "bigint": "987654", "integer": "987654", "smallint": "9876",
    "text": "\N{SNOWMAN}", "date": "2101-01-01", "timestamp with time zone": "2101-01-01", "bytea": "x", "jsonb": "{}",
    "tstzrange": "empty",
}  # fmt: skip


def other(kind: str, found: str) -> str:
    if kind == "boolean":
        return "f" if found == "true" else "t"
    return OTHER["text" if kind.startswith("character") else kind] if not kind.endswith("[]") else "{}"


def test_explain_tells_of_no_other_column_whether_a_hidden_row_has_a_value(
    committed: Cast,
) -> None:
    every_table_filled(committed)
    with as_system("test: what is there"):
        rows = {}
        for table in readable_tables():
            for column, kind in plain(
                COLUMNS.replace("attname::text", "attname::text, format_type(atttypid, null)"), table
            ):
                if found := plain(
                    f'select "{column}"::text from {table} where "{column}" is not null limit 1'
                ):
                    rows[table, column] = kind, found[0][0]
    with logged_in("owner"):
        plain("analyze")
    told = set()
    with logged_in("app"), as_user(None):
        for seqscan in ("on", "off"):
            plain(f"set local enable_seqscan = {seqscan}")
            for (table, column), (kind, found) in rows.items():
                for sign in ("=",):
                    ask = f'select 1 from {table} where "{column}" {sign} %s::{kind}'
                    if way(ask, found) != way(ask, other(kind, found)):
                        told.add(f"{table}.{column}")
                        print(way(ask, found))
                        print(way(ask, other(kind, found)))
    print("\n".join(sorted(told)))
    assert told == TOLD
