"""Databases and logins of the tests: made and migrated as the owner, used as the worker, who arrives as the app role.

On the wrong login a test of who may see what tests nothing. So every test reads under row security, and only code that
says `as_system(reason)` reads past it. Tests that need the web's own login, which cannot do even that, take
`as_web_login`.
"""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from unittest import mock

import pytest
from django.db import connection
from django.test import TransactionTestCase

from municipality.environment import Environment
from municipality.jobs import health
from municipality.runtime.checks import login_faults
from municipality.runtime.postgres import BOOTSTRAP
from tests.cast import assemble

LOGINS = {"owner": "OWNER_DATABASE_URL", "app": "DATABASE_URL", "worker": "WORKER_DATABASE_URL"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files with slow tests first: begun last, one of them keeps a worker busy while the other has nothing left."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def log_in(role: str) -> None:
    """Let this thread's next query, and every later thread's, arrive with the role's own login."""
    connection.close()
    login = Environment().database(LOGINS[role], hint="Run the tests with: make test ARGS=...")
    connection.settings_dict["USER"], connection.settings_dict["PASSWORD"] = login["USER"], login["PASSWORD"]


def wait_for_last_session(seconds: float = 10) -> None:
    """A browser's last request may still hold its connection, and a database in use cannot be dropped."""
    gc.collect()  # threads that are over let go of theirs
    for _try in range(int(seconds * 10)):
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_stat_activity where datname = current_database()")
            if cursor.fetchone()[0] == 1:
                return
        time.sleep(0.1)


@contextmanager
def logged_in(role: str) -> Iterator[None]:
    """The role's login for a while, then the worker's again; not inside a transaction, which would be lost."""
    log_in(role)
    try:
        yield
    finally:
        log_in("worker")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    log_in("owner")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    truncate = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def truncate_as_owner(self: TransactionTestCase) -> None:
        with logged_in("owner"):
            truncate(self)

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        with connection.cursor() as cursor:
            cursor.execute(BOOTSTRAP.with_name("database.sql").read_text(encoding="utf-8"))
        log_in("worker")
        assert login_faults(connection, "worker") == []
        with mock.patch.object(TransactionTestCase, "_fixture_teardown", truncate_as_owner):
            yield
        log_in("owner")  # to drop the database
        wait_for_last_session()


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    """Everybody of tests/cast.py."""
    return assemble()


@pytest.fixture
def as_web_login(transactional_db: None) -> Iterator[None]:
    """The test's own queries arrive as the web does, and cannot step up."""
    with logged_in("app"):
        yield


@pytest.fixture(autouse=True)
def just_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Health gives timed work its time from the start of the process, and a run of tests does none for an hour."""
    monkeypatch.setattr(health, "STARTED", time.monotonic())
