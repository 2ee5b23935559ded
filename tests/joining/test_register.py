"""What a log holds: no table that names one is forgotten when two become one."""

import pytest

from tests.access.scenes import plain
from tests.cast import Cast
from tests.databases import logged_in

# A column that names a log, by a key or by its name alone.
NAMING_A_LOG = """
    select c.relname::text, a.attname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not a.attisdropped
      and a.atttypid = 'uuid'::regtype and c.relname <> 'cases_case' and (
        a.attname in ('case_id', 'log_id', 'content_object_id') or exists (
            select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f'
                and k.confrelid = 'cases_case'::regclass and a.attnum = any (k.conkey)))
"""
FATES = {"moves", "follows", "stays"}


@pytest.fixture
def register(committed: Cast) -> dict[tuple[str, str], str]:
    with logged_in("owner"):
        rows = plain("select of_table, of_column, fate from sealed.keys_of_a_log()")
    return {(table, column): fate for table, column, fate in rows}


def test_every_table_that_names_a_log_says_what_becomes_of_it_when_two_are_joined(
    register: dict[tuple[str, str], str],
) -> None:
    with logged_in("owner"):
        assert set(register) == set(plain(NAMING_A_LOG))
    assert set(register.values()) == FATES


def test_what_moves_has_a_key_that_can_be_written_down(register: dict[tuple[str, str], str]) -> None:
    with logged_in("owner"):
        keys = plain(
            "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid"
            " where a.attname = 'id' and a.atttypid = 'uuid'::regtype"
        )
    assert {table for (table, _column), fate in register.items() if fate == "moves"} <= {t for (t,) in keys}


def test_what_follows_hangs_on_a_basis_that_moves(register: dict[tuple[str, str], str]) -> None:
    with logged_in("owner"):
        cascading = plain(
            "select conrelid::regclass::text from pg_constraint where contype = 'f' and confupdtype = 'c'"
            " and confrelid = 'consent_legalbasis'::regclass"
        )
    assert {table for (table, _column), fate in register.items() if fate == "follows"} == {
        t for (t,) in cascading
    }
