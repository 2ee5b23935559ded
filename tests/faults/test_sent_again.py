"""Something goes wrong while a note is sent, and it is sent again as people do: the same form, once more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from unittest import mock

import pytest
from django.http import HttpRequest

from cases.logs import views
from cases.logs.models import Entry
from cases.logs.services import entry_write
from municipality.access.identity import as_system
from municipality.audit.access_log import write_refusals
from municipality.runtime.sessions import StoreUnreachable
from municipality.signin import middleware
from municipality.ui.errors import committing
from municipality.writing.models import Sending
from tests.cast import Cast
from tests.faults.helpers import end_connection, end_connection_within_the_transaction, signed_in
from tests.writing import scenes
from tests.writing.pages import filled_in
from tests.writing.scenes import TEXT

pytestmark = pytest.mark.slow(30)


class AnswerLost(Exception):
    """The browser has not got what was sent to it."""


@contextmanager
def connection_lost_before() -> Iterator[None]:
    end_connection()
    yield


@contextmanager
def connection_lost_in_the_middle() -> Iterator[None]:
    def lost(**fields: Any) -> None:
        entry_write(**fields)
        end_connection_within_the_transaction()

    with mock.patch.object(views, "entry_write", lost):
        yield


@contextmanager
def connection_lost_at_the_commit() -> Iterator[None]:
    def lost(request: HttpRequest) -> None:
        committing(request)
        end_connection_within_the_transaction()

    with mock.patch.object(middleware, "committing", lost):
        yield


@contextmanager
def sessions_away_after_the_view() -> Iterator[None]:
    def away() -> None:
        write_refusals()
        raise StoreUnreachable

    with mock.patch.object(middleware, "write_refusals", away):
        yield


@contextmanager
def an_error_after_it_was_written() -> Iterator[None]:
    def broken(**fields: Any) -> None:
        entry_write(**fields)
        raise RuntimeError

    with mock.patch.object(views, "entry_write", broken):
        yield


@contextmanager
def answer_lost() -> Iterator[None]:
    with suppress(AnswerLost):
        yield
        raise AnswerLost


Fault = Callable[[], Any]


@pytest.mark.parametrize(
    ("fault", "is_done"),
    [
        (connection_lost_before, True),
        (connection_lost_in_the_middle, False),
        (connection_lost_at_the_commit, False),
        (sessions_away_after_the_view, False),
        (an_error_after_it_was_written, False),
        (answer_lost, True),
    ],
)
@pytest.mark.parametrize("times", [1, 3])
def test_it_is_stored_once_however_often_it_fails(
    committed: Cast, fault: Fault, is_done: bool, times: int
) -> None:
    teacher = signed_in(committed.teacher)
    form = filled_in(teacher, scenes.write_note(committed))
    for _time in range(times):
        with fault():
            answer = form.send(teacher)
        assert (answer.status_code == 302) == is_done
        assert notes() == int(is_done)
        assert is_done or used() == 0
    answer = form.send(teacher)
    assert answer.status_code == 302
    assert notes() == 1
    assert form.send(teacher)["Location"] == answer["Location"]
    assert notes() == used() == 1


def notes() -> int:
    with as_system("test: count"):
        return Entry.objects.filter(text=TEXT).count()


def used() -> int:
    """Values that were laid down: none with something that was not done."""
    with as_system("test: count"):
        return Sending.objects.count()
