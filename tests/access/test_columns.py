"""Tables with row security are read by column: system columns tell of rows beside those that are shown."""

import uuid

import pytest

from municipality.access.columns import UNREAD
from municipality.access.identity import as_user
from tests.access.scenes import answer, is_refused, plain, value
from tests.cast import Cast

CLOSED_TABLES = (
    "select c.oid::regclass::text from pg_class c where c.relnamespace = 'public'::regnamespace"
    " and c.relkind in ('r', 'p') and c.relrowsecurity order by 1"
)
COLUMNS = (
    "select attname::text from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped"
)
# Rights that only a whole table can have, and each of which lets its holder lock it against everybody.
WHOLE = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")


def closed_tables() -> list[str]:
    return [table for (table,) in plain(CLOSED_TABLES)]


def system_columns() -> list[str]:
    return [
        name
        for (name,) in plain(
            "select attname::text from pg_attribute where attrelid = 'pg_class'::regclass and attnum < 0"
        )
    ]


def readable_tables() -> list[str]:
    return [
        t for t in closed_tables() if value("select has_any_column_privilege('stafett_app', %s, 'SELECT')", t)
    ]


@pytest.mark.parametrize("right", WHOLE)
def test_no_right_of_the_application_is_to_a_whole_table_with_row_security(db: None, right: str) -> None:
    assert len(closed_tables()) > 40
    assert [
        t for t in closed_tables() if value("select has_table_privilege('stafett_app', %s, %s)", t, right)
    ] == []


def test_no_system_column_of_a_table_with_row_security_can_be_read(db: None) -> None:
    assert {"xmin", "ctid", "tableoid"} <= set(system_columns())
    with as_user(None):
        assert answer("select xmin, ctid from municipality_service") == "done"  # the question itself is sound
        open_to_all = [
            f"{table}.{column}"
            for table in readable_tables()
            for column in system_columns()
            if not is_refused(f"select {column} from {table}")
        ]
    assert open_to_all == []


def test_every_other_column_can_be_read_unless_it_stands_among_the_unread(db: None) -> None:
    with as_user(None):
        refused = {
            f"{table}.{column}"
            for table in readable_tables()
            for (column,) in plain(COLUMNS, table)
            if is_refused(f'select "{column}" from {table}')
        }
    assert refused == set(UNREAD)
    assert all(UNREAD.values())


def test_whether_two_rows_came_together_cannot_be_asked_in_another_way(cast: Cast, log: uuid.UUID) -> None:
    """That a resident is older than his log would tell that he was known here before."""
    with as_user(cast.teacher.pk):
        for asked in (
            "select r.xmin = c.xmin from municipality_resident r join cases_case c on c.subject_id = r.id",
            "select 1 from municipality_resident where xmin::text::bigint > 0",
            "select 1 from cases_case order by ctid",
            "select currtid2('cases_case', '(0,1)')",
            "update cases_entry set text = text returning xmin",
            "update municipality_notice set read_at = now() where ctid = '(0,1)'",
            "update municipality_draft set form = form where xmin::text = '1'",
        ):
            assert is_refused(asked), asked
