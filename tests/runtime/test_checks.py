"""The start-up check says who could step around row security, over the real roles."""

import pytest
from django.core.checks import run_checks
from django.db import ProgrammingError, connection

from municipality.runtime import checks
from municipality.runtime.checks import login_faults, refuse_to_start
from tests.databases import logged_in


def test_the_worker_arrives_as_the_application_and_may_step_up_to_the_system_only(db: None) -> None:
    assert login_faults(connection, "worker") == []


def test_the_worker_is_refused_as_web_because_it_can_become_the_system(db: None) -> None:
    assert login_faults(connection, "web") == [
        "stafett_worker is or can become stafett_system, which passes row security."
    ]


def test_the_web_login_can_become_nobody_else(as_web_login: None) -> None:
    assert login_faults(connection, "web") == []


def test_the_web_login_is_refused_as_worker_because_it_cannot_do_the_work(as_web_login: None) -> None:
    (fault,) = login_faults(connection, "worker")
    assert "cannot step up to stafett_system" in fault


@pytest.mark.parametrize("process", ["web", "worker"])
def test_the_owner_is_refused_as_any_process(transactional_db: None, process: checks.Process) -> None:
    with logged_in("owner"):
        faults = login_faults(connection, process)
    assert faults[0] == "stafett_owner passes row security and owns tables or the database."


def test_the_web_does_not_start_on_the_workers_login(transactional_db: None) -> None:
    with pytest.raises(SystemExit, match=r"does not start: stafett_worker .* stafett_system.*Let the web"):
        refuse_to_start("web")


def test_the_system_check_is_silent_on_the_roles_that_bootstrap_makes(as_web_login: None) -> None:
    assert [found for found in run_checks(databases=["default"]) if found.id == "municipality.E001"] == []


def test_the_system_check_tells_a_fault_with_its_hint(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "SYSTEM", "stafett_nobody")
    found = [message for message in run_checks(databases=["default"]) if message.id == "municipality.E001"]
    assert "stafett_system, which passes row security" in found[0].msg
    assert "log in as stafett_worker" in str(found[0].hint)


@pytest.mark.parametrize("statement", ["CREATE TEMPORARY TABLE mine ()", "CREATE TABLE public.mine ()"])
def test_the_web_login_can_put_no_objects_before_ours(as_web_login: None, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)
