"""What the web's login learns of rows it may not see, from how Postgres looks for them."""

import re
from collections.abc import Callable
from itertools import product
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
COLUMNS_OF = (
    "select c.oid::regclass::text, a.attname::text from pg_constraint f join pg_class c on c.oid = f.conrelid"
    " join pg_attribute a on a.attrelid = c.oid and a.attnum = any (f.conkey)"
    " where f.confrelid = %s::regclass and c.relrowsecurity"
)
# Rows that tell where somebody works or what somebody wrote, and nothing of a child.
OF_NO_CHILD = {
    "municipality_membership.user_id", "municipality_user_groups.user_id", "municipality_draft.user_id",
    "teams_seat.user_id", "teams_meeting.planned_by_id", "teams_meeting.approved_by_id",
    "teams_meeting.cancelled_by_id", "teams_systemissue.author_id",
    "municipality_accountapproval.user_id", "municipality_accountapproval.asked_by_id",
    "municipality_emergencyasked.asked_by_id", "municipality_secrecytext.written_by_id",
    "municipality_accountapproval.approved_by_id", "municipality_overseer.user_id",
}  # fmt: skip
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


def without_dead_rows() -> None:
    """A scan passes by those at first, and no longer once no transaction of the whole server is as old as they are.

    Another worker process ends its transactions whenever it likes, between two questions too.
    """
    with logged_in("owner"):
        plain("vacuum (analyze)")


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
    without_dead_rows()
    return committed


def test_a_hidden_text_cannot_be_read_from_what_explain_counts(planted: Cast) -> None:
    with logged_in("app"):
        for asker, seqscan in product((None, planted.stranger.pk), ("on", "off")):
            with as_user(asker):
                plain(f"set local enable_seqscan = {seqscan}")
                assert extracted(way, len(PLANTED)) == "", (asker, seqscan)


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
# None of them says that barnevern takes part, or that a text is kept from somebody who reads the log.
TRUTH_VALUES = {
    "consent_consent.for_plan", "cases_document.is_scanned", "cases_deviationnote.closes",
    "cases_parentalresponsibility.has_responsibility", "municipality_event.refused",
    "municipality_user.is_active", "teams_attendance.present", "teams_minutesitem.send_on", "teams_referral.urgent",
}  # fmt: skip
# An index of some rows is or is not used by what is asked for, whatever the rows hold.
BY_PARTIAL_INDEX = {
    "cases_batonoffer.answer", "cases_entry.role", "cases_plandocument.state",
}  # fmt: skip
# By type: a value that no row has.
OTHER = {
    "uuid": "00000000-0000-4000-8000-000000000000", "bigint": "987654", "integer": "987654", "smallint": "9876",
    "numeric": "987654", "text": "\N{SNOWMAN}", "date": "2101-01-01", "timestamp with time zone": "2101-01-01",
    "bytea": "x", "jsonb": "{}", "tstzrange": "empty",
}  # fmt: skip


def other(of_type: str, found: str) -> str:
    if of_type == "boolean":
        return "f" if found == "true" else "t"
    return (
        OTHER["text" if of_type.startswith("character") else of_type] if not of_type.endswith("[]") else "{}"
    )


def a_value_of_each_column() -> dict[tuple[str, str], tuple[str, str]]:
    """By table and column, for all that the application reads: its type, and a value that stands in it."""
    asked = COLUMNS.replace("attname::text", "attname::text, format_type(atttypid, null)")
    rows = {}
    for table in set(readable_tables()) - PUBLIC_KNOWLEDGE:
        for column, of_type in plain(asked, table):
            found = plain(f'select "{column}"::text from {table} where "{column}" is not null limit 1')
            if found and f"{table}.{column}" not in UNREAD:
                rows[table, column] = of_type, found[0][0]
    return rows


def columns_of(table: str) -> set[str]:
    """The columns of tables with row security that refer to this table, as "table.column"."""
    return {f"{referring}.{column}" for referring, column in plain(COLUMNS_OF, table)}


def test_explain_tells_of_keys_and_truth_values_only_whether_a_hidden_row_has_one(
    committed: Cast,
) -> None:
    every_table_filled(committed)
    with as_system("test: what is there"):
        rows = a_value_of_each_column()
        units = columns_of("municipality_unit") | {"cases_casegroupgrant.group_id"}  # of the unit's reception
        accounts = columns_of("municipality_user")
    without_dead_rows()
    told = {}
    with logged_in("app"), as_user(None):
        for seqscan in ("on", "off"):
            plain(f"set local enable_seqscan = {seqscan}")
            for (table, column), (of_type, found) in rows.items():
                ask = f'select 1 from {table} where "{column}" = %s::{of_type}'
                if way(ask, found) != way(ask, other(of_type, found)):
                    told[f"{table}.{column}"] = of_type
    assert len(rows) > 300
    assert {column for column, of_type in told.items() if of_type not in STILL_TELL} == BY_PARTIAL_INDEX
    assert {column for column, of_type in told.items() if of_type == "boolean"} <= TRUTH_VALUES
    assert (len(units), len(accounts)) > (20, 30)
    assert units & set(told) == set()
    assert accounts & set(told) <= OF_NO_CHILD


# Ways to ask for a key that Postgres takes as different comparisons.
ASKED = (
    "{column} = %s", "%s = {column}", "{column} = %s::bigint", "%s::bigint = {column}", "{column} = any (array[%s])",
    "{column}::int = %s", "{column} between %s and 32000", "case when {column} = %s then true else false end",
    "({column}, 1) = (%s, 1)", "{column} is not distinct from %s",
    "{column} in (select id from {of} where id = %s)",
)  # fmt: skip
# By the column of a key that somebody may know, the columns that must not be told.
OF_UNITS = {
    "consent_legalbasis.case_id": ["unit_id"], "cases_caseusergrant.content_object_id": ["unit_id"],
    "cases_entry.case_id": ["unit_id"], "cases_measure.case_id": ["unit_id"], "cases_batonmove.case_id": ["unit_id"],
    "teams_referral.case_id": ["unit_id"], "municipality_eventcase.case_id": ["unit_id"],
}  # fmt: skip
OF_ACCOUNTS = {
    "cases_caseusergrant.content_object_id": ["user_id"], "cases_entry.case_id": ["author_id"],
    "cases_goal.case_id": ["author_id"], "cases_measure.case_id": ["author_id", "responsible_id"],
    "cases_batonmove.case_id": ["user_id"], "cases_batonoffer.case_id": ["user_id", "offered_by_id"],
    "cases_concern.id": ["author_id"], "cases_concerncolleague.concern_id": ["user_id"],
    "teams_referral.case_id": ["author_id"], "municipality_event.id": ["user_id"],
    "municipality_notice.case_id": ["user_id"],
}  # fmt: skip


KNOWN_KEYS = {"municipality_unit": OF_UNITS, "municipality_user": OF_ACCOUNTS}


def test_explain_tells_neither_unit_nor_account_of_a_row_whose_key_is_known(committed: Cast) -> None:
    every_table_filled(committed)
    # An account that the asker does not see, like the others': what the plan tells of seeing oneself is no secret.
    wrong = {"municipality_unit": committed.away_school.pk, "municipality_user": committed.nav.pk}
    found = {}
    with as_system("test: what is there"):
        for of, columns in KNOWN_KEYS.items():
            for known, hidden in columns.items():
                table, key = known.split(".")
                for column in hidden:
                    wanted = f"{column} is not null and {key} is not null and {column} <> {wrong[of]}"
                    found[of, table, key, column] = plain(
                        f"select {key}, {column} from {table} where {wanted} limit 1"
                    )[0]
    without_dead_rows()
    with logged_in("app"), as_user(committed.stranger.pk):
        for (of, table, key, column), (row, value) in found.items():
            for seqscan, asked in product(("on", "off"), ASKED):
                plain(f"set local enable_seqscan = {seqscan}")
                ask = f"select 1 from {table} where {key} = %s and {asked.format(column=column, of=of)}"
                assert way(ask, row, int(value)) == way(ask, row, wrong[of]), ask
