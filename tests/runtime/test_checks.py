"""The start-up check says who could step around row security, over the real roles."""

import pytest
from django.db import connection

from municipality.runtime import checks
from municipality.runtime.checks import login_faults
from tests.conftest import logged_in


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
