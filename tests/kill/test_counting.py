"""What `make kill` counts is found when it is there, and not when it is not."""

import uuid
from typing import Any
from unittest import mock

import pytest
from django.db import connection

from cases.logs.services import entry_write
from municipality.access.identity import as_system, as_user
from tests.cast import Cast
from tests.kill.counting import HALF_DONE, Counts, _texts
from tests.kill.sending import STORED, Sent
from tests.logs.helpers import join
from tests.logs.opening import open_log

MARK = "Qybcd"


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    return case_id


def ask(query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    with as_system("test: count"), connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def half_done(case_id: uuid.UUID) -> list[str]:
    return [what for what, query in HALF_DONE.items() if ask(query, {"settled": [str(case_id)]})]


def write(cast: Cast, case_id: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        entry_write(
            author=cast.teacher, case_id=case_id, unit=cast.school, kind="school", text=f"Et notat. {MARK}",
            withheld_because="",
        )  # fmt: skip


def counted(*answers: str) -> dict[str, int]:
    counts = Counts()
    _texts(ask, [Sent("note", "larer", MARK, answers=list(answers), outcome=STORED).told()], counts)
    return {what: many for what, many in (counts.wrong | counts.apart).items() if many}


def test_a_whole_note_is_neither_lost_nor_doubled_nor_half_done(cast: Cast, case_id: uuid.UUID) -> None:
    write(cast, case_id)
    assert counted("302") == {}
    assert half_done(case_id) == []


def test_a_note_that_is_not_there_is_lost(case_id: uuid.UUID) -> None:
    assert counted("302") == {"lost: the answer said stored": 1}


def test_a_note_that_stands_twice_is_found_however_often_it_was_sent(cast: Cast, case_id: uuid.UUID) -> None:
    write(cast, case_id)
    write(cast, case_id)
    assert counted("302") == {"stands twice": 1}
    assert counted("500", "302") == {"stands twice": 1, "sent more than once": 1}


def test_a_note_without_its_event_is_half_done(cast: Cast, case_id: uuid.UUID) -> None:
    with mock.patch("cases.logs.services.access_log.record"):
        write(cast, case_id)
    assert half_done(case_id) == ["note without its event"]


def test_a_note_without_its_notice_is_half_done(cast: Cast, case_id: uuid.UUID) -> None:
    write(cast, case_id)
    with mock.patch("cases.logs.services.call"):
        write(cast, case_id)
    assert half_done(case_id) == ["note without its notice"]
