"""A snapshot that outlives a withdrawal: whoever chooses another isolation is nobody."""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from municipality.access.identity import as_system, as_user
from tests.access.scenes import INSERT_ENTRY, is_refused, join, plain, value, withdraw
from tests.cast import Cast
from tests.databases import logged_in
from tests.logs.opening import open_log

ISOLATIONS = (
    "repeatable read",
    "serializable",
    "repeatable read read only",
    "serializable read only deferrable",
)


@contextmanager
def begun(isolation: str, user: int) -> Iterator[None]:
    """A transaction of the web's login that has chosen its isolation before it says who asks."""
    with logged_in("app"), transaction.atomic():
        plain(f"set transaction isolation level {isolation}")
        with as_user(user):
            yield


@pytest.fixture
def log(committed: Cast) -> uuid.UUID:
    case_id = open_log(committed)
    join(committed, case_id, "nurse", "clinic")
    return case_id


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_under_another_isolation_a_participant_reads_nothing(
    committed: Cast, log: uuid.UUID, isolation: str
) -> None:
    with begun("read committed", committed.nurse.pk):
        assert value("select count(*) from cases_entry") == 1
    with begun(isolation, committed.nurse.pk):
        assert value("select my_id()") is None
        for table in ("cases_case", "cases_entry", "cases_caseusergrant", "municipality_user"):
            assert value(f"select count(*) from {table}") == 0, table


@pytest.mark.parametrize("isolation", ISOLATIONS[:2])
def test_what_began_before_a_withdrawal_reads_and_writes_nothing_after_it(
    committed: Cast, log: uuid.UUID, isolation: str
) -> None:
    with begun(isolation, committed.nurse.pk):
        plain("select count(*) from cases_case")  # the snapshot is taken
        withdrawn_beside(committed, log)
        assert plain("select text from cases_entry") == []
        given = (uuid.uuid4(), log, committed.nurse.pk, committed.clinic.pk)
        assert is_refused(INSERT_ENTRY, *given)
        assert is_refused("select participant_add(%s, %s, %s)", log, committed.nurse.pk, committed.clinic.pk)
    with as_system("test"):
        assert value("select count(*) from cases_entry where author_id = %s", committed.nurse.pk) == 0


def withdrawn_beside(committed: Cast, log: uuid.UUID) -> None:
    """On a connection of its own, and committed at once."""

    def act() -> None:
        try:
            withdraw(committed, log, "mother", "clinic")
        finally:
            connection.close()

    thread = threading.Thread(target=act)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
