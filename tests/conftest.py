"""Databases and logins of the tests: made and migrated as the owner, used as the worker, who arrives as the app role.

On the wrong login a test of who may see what tests nothing. So every test reads under row security, and only code that
says `as_system(reason)` reads past it. Tests that need the web's own login, which cannot do even that, take
`as_web_login`.
"""

import gc
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection
from django.test import TransactionTestCase

from cases.case.models import Case
from municipality.access.identity import as_system
from municipality.jobs import health
from municipality.runtime.checks import login_faults
from municipality.signin import ways
from municipality.ui import navigation
from tests.cast import Cast, as_laid
from tests.databases import Databases, Scene, logged_in
from tests.examples import load_profile
from tests.reasons import Reasons

# What a test finds in its database follows from the fixtures that it takes.
SCENES = {
    "emmas_log": Scene.LOG,  # first, since whoever has it takes the cast, too
    "cast": Scene.CAST,
    "committed": Scene.CAST,
    "demo": Scene.DEMO,
    "stage": Scene.DEMO,
}

load_profile()


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Reasons())


def scene_of(fixtures: Iterable[str]) -> Scene:
    taken = {*fixtures}
    return next((scene for name, scene in SCENES.items() if name in taken), Scene.NOTHING)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest files first: begun last, one of them keeps a worker busy while the other has nothing left.

    In a file the tests of one scene follow each other, since another database is another connection.
    """
    seconds: dict[Path, int] = {}
    for item in items:
        if marker := item.get_closest_marker("slow"):
            seconds[item.path] = marker.args[0]
    files = {path: number for number, path in enumerate(dict.fromkeys(item.path for item in items))}
    items.sort(
        key=lambda item: (
            -seconds.get(item.path, 0),
            files[item.path],
            scene_of(getattr(item, "fixturenames", ())),
        )
    )


def pytest_collection_finish() -> None:
    """What is there by now stays to the end: nobody looks for garbage in it again, and in the rest of it seldom, since
    to look at every seven hundredth object, as Python does, takes a seventh of a test's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def databases(django_test_environment: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Databases]:
    """This worker process's databases. A test that commits has one of its own: there is nothing to empty after it."""
    databases = Databases()
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        mock.patch.object(TransactionTestCase, "_fixture_teardown"),
    ):
        databases.enter(Scene.NOTHING, own=False)
        assert login_faults(connection, "worker") == []
        yield databases
        databases.close()


@pytest.fixture
def django_db_setup(
    request: pytest.FixtureRequest, databases: Databases, django_db_blocker: pytest.FixtureRequest
) -> None:
    """Stands in for pytest-django's: before each test with a database, the one that it begins in."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & {*request.fixturenames} or (
        marker and marker.kwargs.get("transaction")
    )
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        databases.enter(scene_of(request.fixturenames), own=bool(commits))


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody of tests/cast.py."""
    return as_laid()


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    """The cast, for tests with more than one connection."""
    return as_laid()


@pytest.fixture
def emmas_log(db: None) -> uuid.UUID:
    """Opened by the teacher; PPT and the clinic take part, child welfare has no consent. It is laid once for all."""
    with as_system("test: the log that is there"):
        return Case.objects.get().pk


@pytest.fixture
def demo(db: None) -> None:
    """The demo as `make demo` leaves it."""


@pytest.fixture
def as_web_login(transactional_db: None) -> Iterator[None]:
    """The test's own queries arrive as the web does, and cannot step up."""
    with logged_in("app"):
        yield


@pytest.fixture
def no_navigation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages without their main navigation, which asks the database more than many a page: for a test of every page
    that is about none of it (tests/people/test_navigation_of_the_rooms.py is).
    """
    monkeypatch.setattr(navigation, "items", lambda _request: [])


@pytest.fixture
def no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the demo's way to sign in, as in production."""
    monkeypatch.setattr(ways, "_ways", {})


@pytest.fixture(autouse=True)
def just_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Health gives timed work its time from the start of the process, and a run of tests does none for an hour."""
    monkeypatch.setattr(health, "STARTED", time.monotonic())
