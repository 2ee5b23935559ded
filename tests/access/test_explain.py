"""What the web's login learns of rows it may not see, from how Postgres looks for them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from municipality.access.columns import UNREAD
from municipality.access.identity import as_system, as_user
from tests.access.scenes import plain, write
from tests.access.test_catalogue import PUBLIC_KNOWLEDGE, every_table_filled
from tests.access.test_columns import COLUMNS, readable_tables
from tests.cast import Cast
from tests.databases import logged_in
from tests.logs.opening import open_log

EXPLAIN = "explain (analyze, costs off, timing off, summary off, buffers off) "
COLUMNS_OF_UNITS = (
    "select c.oid::regclass::text, a.attname::text from pg_constraint f join pg_class c on c.oid = f.conrelid"
    " join pg_attribute a on a.attrelid = c.oid and a.attnum = any (f.conkey)"
    " where f.confrelid = 'municipality_unit'::regclass and c.relrowsecurity"
)
STEP = re.compile(
    r"->|actual|Cond|Filter|Plan|[A-Z][a-z]+: \d"
)  # and no further line of a value that has several
CONDITION = re.compile(r"(Cond|Filter): .*")
PLANTED = "Plantet"
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"


def way(statement: str, *arguments: Any) -> str:
    """How Postgres went about it, with all that it counted, and without the values asked for.

    The second time, since the first one passes by dead rows that it then remembers.
    """
    plain(EXPLAIN + statement, *arguments)
    lines = [line for (line,) in plain(EXPLAIN + statement, *arguments)]
    return "\n".join(CONDITION.sub(r"\1", line) for line in lines if STEP.search(line))


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
def planted(committed: Cast) -> Cast:
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
    planted: Cast, asker: str | None, seqscan: str
) -> None:
    with logged_in("app"), as_user(getattr(planted, asker).pk if asker else None):
        plain(f"set local enable_seqscan = {seqscan}")
        assert extracted(way, len(PLANTED)) == ""


def test_a_hidden_text_cannot_be_read_from_the_counters_of_the_transaction(planted: Cast) -> None:
    def counted(statement: str, *arguments: Any) -> str:
        try:
            with transaction.atomic():
                return scans(statement, *arguments)
        except ProgrammingError:
            return "refused"

    with logged_in("app"), as_user(planted.stranger.pk):
        assert extracted(counted, len(PLANTED)) == ""


# What EXPLAIN may still tell nobody: whether a hidden row has a truth value, or a key (of a case, a row, a person) that
# one knows already. The threat model says what that is worth.
STILL_TELL = {"bigint", "integer", "uuid", "boolean"}
# An index of some rows is or is not used by what is asked for, whatever the rows hold.
BY_PARTIAL_INDEX = {"cases_batonoffer.answer", "cases_plandocument.state", "consent_legalbasis.kind"}
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


def a_value_of_each_column() -> dict[tuple[str, str], tuple[str, str]]:
    """By table and column, for all that the application reads: its type, and a value that stands in it."""
    asked = COLUMNS.replace("attname::text", "attname::text, format_type(atttypid, null)")
    rows = {}
    for table in set(readable_tables()) - PUBLIC_KNOWLEDGE:
        for column, kind in plain(asked, table):
            found = plain(f'select "{column}"::text from {table} where "{column}" is not null limit 1')
            if found and f"{table}.{column}" not in UNREAD:
                rows[table, column] = kind, found[0][0]
    return rows


def test_explain_tells_of_keys_and_truth_values_only_whether_a_hidden_row_has_one(
    committed: Cast,
) -> None:
    every_table_filled(committed)
    with as_system("test: what is there"):
        rows = a_value_of_each_column()
        units = {f"{table}.{column}" for table, column in plain(COLUMNS_OF_UNITS)}
        units.add("cases_casegroupgrant.group_id")  # of the unit's reception
    with logged_in("owner"):
        plain("analyze")
    told = {}
    with logged_in("app"), as_user(None):
        for seqscan in ("on", "off"):
            plain(f"set local enable_seqscan = {seqscan}")
            for (table, column), (kind, found) in rows.items():
                ask = f'select 1 from {table} where "{column}" = %s::{kind}'
                if way(ask, found) != way(ask, other(kind, found)):
                    told[f"{table}.{column}"] = kind
    assert len(rows) > 300
    assert {column for column, kind in told.items() if kind not in STILL_TELL} == BY_PARTIAL_INDEX
    assert len(units) > 20
    assert units & set(told) == set()


# Ways to ask for a unit's key that Postgres takes as different comparisons.
ASKED = (
    "{column} = %s", "%s = {column}", "{column} = %s::bigint", "%s::bigint = {column}", "{column} = any (array[%s])",
    "{column}::int = %s", "{column} between %s and 32000", "case when {column} = %s then true else false end",
    "({column}, 1) = (%s, 1)", "{column} is not distinct from %s",
    "{column} in (select id from municipality_unit where id = %s)",
)  # fmt: skip
WITH_CASE = {
    "consent_legalbasis": "case_id", "cases_caseusergrant": "content_object_id", "cases_entry": "case_id",
    "cases_measure": "case_id", "cases_batonmove": "case_id", "teams_referral": "case_id",
}  # fmt: skip


@pytest.mark.parametrize("table", sorted(WITH_CASE))
def test_explain_does_not_tell_which_unit_stands_in_a_known_case(committed: Cast, table: str) -> None:
    every_table_filled(committed)
    with as_system("test: what is there"):
        case, unit = plain(
            f"select {WITH_CASE[table]}, unit_id from {table} where unit_id is not null limit 1"
        )[0]
    with logged_in("owner"):
        plain("analyze")
    with logged_in("app"), as_user(committed.stranger.pk):
        for seqscan in ("on", "off"):
            plain(f"set local enable_seqscan = {seqscan}")
            for asked in ASKED:
                ask = f"select 1 from {table} where {WITH_CASE[table]} = %s and {asked.format(column='unit_id')}"
                assert way(ask, case, unit) == way(ask, case, committed.away_school.pk), asked
