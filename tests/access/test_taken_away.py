"""What Postgres gives to everybody, and the bootstrap takes away: functions that tell or do too much."""

import pytest

from tests.access.scenes import is_refused, plain, value
from tests.access.test_columns import closed_tables

pytestmark = pytest.mark.usefixtures("as_web_login")
# All comparisons that may still run before a policy, by what they compare. Nothing else is leak-proof.
STILL_LEAKPROOF = {
    ("bigint", "bigint"), ("bigint", "integer"), ("integer", "bigint"), ("integer", "integer"), ("boolean", "boolean"),
    ("oid", "oid"), ("uuid", "uuid"),
}  # fmt: skip
REMAINING = (
    "select p.oid::regprocedure::text, array(select format_type(t, null) from unnest(proargtypes) as t),"
    " array(select distinct o.oprname::text from pg_operator o where o.oprcode = p.oid) from pg_proc p"
    " where proleakproof and pronargs > 0"
)
TO_EVERYBODY = (
    "select proname from pg_proc where proname ~ %s and has_function_privilege('stafett_app', oid, 'execute')"
)


def test_what_is_still_leakproof_compares_whole_numbers_truth_values_and_keys_only() -> None:
    rows = plain(REMAINING)
    assert {tuple(taken) for _function, taken, _signs in rows} == STILL_LEAKPROOF
    assert {sign for _function, _taken, signs in rows for sign in signs} == {"=", "<", "<=", ">", ">="}
    assert [function for function, taken, _signs in rows if "uuid" in taken] == ["uuid_eq(uuid,uuid)"]
    assert all(signs for _function, _taken, signs in rows)


NOT_THE_APPLICATIONS = (
    "^pg_stat_",
    "^pg_(relation|total_relation|table|indexes|database|tablespace)_size$",
    "^(pg_lock_status|pg_blocking_pids|pg_safe_snapshot_blocking_pids)$",
    "^pg_(terminate|cancel)_backend$",
    "^lo_|^loread$|^lowrite$",
    "advisory",
    "^pg_current_wal_|^pg_logical_emit_message$",
)


def test_functions_that_count_end_or_store_are_not_the_applications() -> None:
    for names in NOT_THE_APPLICATIONS:
        assert value("select count(*) from pg_proc where proname ~ %s", names), names
        assert plain(TO_EVERYBODY, names) == [], names


STATEMENTS = (
    "select * from pg_stat_user_tables", "select * from pg_stat_xact_user_tables",
    "select * from pg_statio_user_indexes",
    "select * from pg_stat_activity", "select * from pg_locks", "select * from pg_stat_database",
    "select pg_total_relation_size('cases_entry')", "select lo_create(0)", "select lo_from_bytea(0, 'x')",
    "select pg_terminate_backend(pg_backend_pid())", "select pg_cancel_backend(pg_backend_pid())",
    "select pg_advisory_lock(1)", "do $$ begin perform 1; end $$",
    "select nextval('municipality_user_id_seq')", "select last_value from municipality_user_id_seq",
)  # fmt: skip


def test_such_a_statement_is_refused() -> None:
    assert [statement for statement in STATEMENTS if not is_refused(statement)] == []


def test_the_application_has_no_right_to_any_sequence() -> None:
    held = "has_sequence_privilege('stafett_app', oid, 'usage, select, update')"
    assert plain(f"select distinct {held} from pg_class where relkind = 'S'") == [(False,)]


@pytest.mark.parametrize("mode", ["row exclusive", "access exclusive"])
def test_no_table_with_persons_can_be_locked_against_others(mode: str) -> None:
    """A right to delete is one to the whole table, and also one to lock it: rows are deleted by verbs."""
    locked = {
        table
        for table in closed_tables()
        if not is_refused(f"set local lock_timeout = '1s'; lock table {table} in {mode} mode")
    }
    assert locked == set()
