"""What a login changes for itself moves nobody's connection, and is found out."""

import logging
import re
from collections.abc import Iterator

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import Client

from municipality.jobs.tasks import look_at_database
from municipality.runtime import safety
from municipality.runtime.checks import refuse_to_start
from municipality.runtime.connection import FIXED, TASKS, WEB, connection_options
from municipality.runtime.safety import database_faults, settings_faults
from tests.access.beside import connected_as
from tests.access.scenes import answer, plain, value
from tests.databases import logged_in

# What somebody with the web's SQL would set, and what it would do to every later connection.
CHANGES = {
    "default_transaction_isolation": "'repeatable read'",
    "default_transaction_read_only": "on",
    "row_security": "off",
    "search_path": "pg_temp",
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "transaction_timeout": "'1h'",
    "standard_conforming_strings": "off",
}


@pytest.fixture
def moved(transactional_db: None) -> Iterator[None]:
    """The web's login has changed its own settings, in this database only, and takes them back."""
    name = connection.settings_dict["NAME"]
    with logged_in("app"):
        try:
            for setting, to in CHANGES.items():
                plain(f'alter role stafett_app in database "{name}" set {setting} = {to}')
            connection.close()
            yield
        finally:
            connection.close()
            with connected_as("app", "-c default_transaction_read_only=off") as beside:
                beside.execute(f'alter role stafett_app in database "{name}" reset all')


@pytest.mark.parametrize("limits", [True, False])
def test_what_a_login_sets_for_itself_does_not_move_a_connection_of_ours(moved: None, limits: bool) -> None:
    expected = FIXED | (WEB if limits else {})
    with connected_as("app", connection_options("stafett_app", limits=limits)) as ours:
        ours.execute(
            "select name, case unit when 'ms' then setting else current_setting(name) end from pg_settings"
            " where name = any (%s)",
            [list(expected)],
        )
        assert dict(ours.fetchall()) == expected


def test_djangos_own_connections_carry_these_options(moved: None) -> None:
    for setting, expected in FIXED.items():
        assert value("select current_setting(%s)", setting) == expected


def test_a_changed_role_is_named_at_start_in_the_system_check_by_health_and_in_the_log(
    moved: None, caplog: pytest.LogCaptureFixture
) -> None:
    (fault,) = database_faults(connection)
    assert all(setting in fault for setting in CHANGES)
    assert "repeatable" not in fault
    assert fault in [found.msg for found in run_checks(databases=["default"])]
    with pytest.raises(
        SystemExit, match=r"does not start: What is set for the role stafett_app .*bootstrap\.sql"
    ):
        refuse_to_start("web")
    with caplog.at_level(logging.ERROR):
        assert Client().get("/healthz").status_code == 503
        with logged_in("worker"):
            look_at_database()
    said = [record.getMessage() for record in caplog.records if record.name.startswith("municipality.")]
    assert [fault in text for text in said] == [True, True]


def test_the_database_of_the_bootstrap_has_no_fault(as_web_login: None) -> None:
    assert database_faults(connection) == []
    assert Client().get("/healthz").content == b"ok"


def fault_without(monkeypatch: pytest.MonkeyPatch, query: str, taken_away: str) -> str:
    """What is said when the catalogue is as Postgres makes it, without what the bootstrap takes away."""
    text = getattr(safety, query)
    assert taken_away in text
    monkeypatch.setattr(safety, query, text.replace(taken_away, "true"))
    (fault,) = database_faults(connection)
    return fault


def test_functions_that_tell_too_much_are_a_fault_when_they_are_everybodys(
    as_web_login: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = fault_without(monkeypatch, "TELLING", "has_function_privilege('public', p.oid, 'EXECUTE')")
    such = "proname ~ '^pg_stat_|^pg_total_relation_size$|^pg_terminate_backend$|^lo_'"
    many = value(f"select count(*) from pg_proc where pronamespace = 'pg_catalog'::regnamespace and {such}")
    assert fault.startswith(f"Everybody may call {many} functions")


def test_functions_that_may_come_before_a_policy_are_a_fault(
    as_web_login: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = fault_without(monkeypatch, "LEAKING", "proleakproof")
    assert re.match(r"\d{3,} functions tell of hidden rows, since they are leak-proof", fault)


def test_what_the_bootstrap_sets_is_missed_when_it_is_gone() -> None:
    (fault, _worker) = settings_faults([("stafett_app", ["track_activities=off"])])
    assert fault.endswith("bootstrap sets: log_min_error_statement.")


def test_a_setting_of_the_database_is_a_fault_too() -> None:
    settings = [(role, sorted(of_role)) for role, of_role in safety.ROLE_SETTINGS.items()]
    assert settings_faults(settings) == []
    assert settings_faults([*settings, ("", ["search_path=x"])]) == [
        "What is set for the database is not what the bootstrap sets: search_path."
    ]


def test_a_login_cannot_take_away_what_hides_its_statements(as_web_login: None) -> None:
    answer("alter role stafett_app reset all")
    assert "permission denied" in answer("alter role stafett_app set track_activities = on")
    assert database_faults(connection) == []


def test_limits_are_longer_for_tasks_and_none_for_the_owner() -> None:
    assert connection_options("stafett_owner") == ""
    assert all(int(TASKS[name]) > int(WEB[name]) for name in WEB)
    assert "transaction_timeout=120000" in connection_options("stafett_app")
    assert "transaction_timeout=900000" in connection_options("stafett_worker")
