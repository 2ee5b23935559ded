"""What cannot be sent concerns its own message only: it is counted, given up, and no message counts twice."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.errors import HeaderParseError
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import DatabaseError, connection

from cases.logs.models import Entry
from cases.logs.services import entry_write
from municipality.access.identity import as_system, as_user
from municipality.notices import delivery
from municipality.notices.delivery import deliver_waiting
from municipality.notices.models import Notice
from municipality.people.models import User
from tests.notices.conftest import asleep
from tests.notices.smtp import LOST, MailServer, mail_server

MALFORMED = [
    "kari@kommune..no",
    "a@b.no;c@d.no",
    "a@b.no,c@d.no",
    "kari",
    "kari@",
    "@kommune.no",
    "kari@kommune.no\nBcc: per@kommune.no",
    "kari@kommune.no\x00",
    f"kari@{'x' * 64}.no",
    "Kari <kari@kommune.no",
    "kari kari@kommune.no",
    "kåre@kommune.no",
    '"kari;per"@kommune.no',
]
BROKEN = [ValueError, HeaderParseError, UnicodeError, DatabaseError, RuntimeError, OSError]


@contextmanager
def address_of(user: User, address: str) -> Iterator[None]:
    """As if it stood in the table, which takes no such address."""
    found = delivery._next_person

    def next_person(*arguments: Any) -> User | None:
        person = found(*arguments)
        if person == user:
            person.email = address
        return person

    with mock.patch.object(delivery, "_next_person", next_person):
        yield


def notices_of(user: User) -> list[Notice]:
    with as_system("test: look into the outbox"):
        return list(Notice.objects.filter(user=user).order_by("created_at"))


def waits(user: User) -> bool:
    return any(notice.sent_at is None for notice in notices_of(user))


def recipients() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def send_but(user: User, failing: Callable[[], None]) -> Any:
    """Sends, except to one."""
    send = EmailMessage.send

    def sending(self: EmailMessage, *args: Any, **kwargs: Any) -> int:
        if self.to == [user.email]:
            failing()
        return send(self, *args, **kwargs)

    return mock.patch.object(EmailMessage, "send", sending)


def write(log: SimpleNamespace) -> Entry:
    with asleep(), as_user(log.teacher.pk):
        return entry_write(
            author=log.teacher, unit=log.school, case_id=log.case_id, kind="health", text="Enda et notat."
        )


@pytest.fixture
def nurse(log: SimpleNamespace, entry: Entry) -> User:
    """The first of the two for whom the entry waits, as far as order is up to us."""
    with as_system("test: the nurse first"):
        oldest = min(notice.created_at for notice in Notice.objects.filter(sent_at=None))
        Notice.objects.filter(sent_at=None, user=log.nurse).update(created_at=oldest.replace(year=2025))
        return User.objects.get(pk=log.nurse.pk)


@pytest.fixture
def smtp(settings: Any) -> Callable[..., Any]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"

    @contextmanager
    def running(**answers: str) -> Iterator[MailServer]:
        with mail_server(**answers) as server:
            settings.EMAIL_PORT = server.port
            yield server

    return running


@pytest.mark.parametrize("address", MALFORMED)
def test_a_malformed_address_keeps_nobody_else_waiting_and_is_given_up_at_once(
    nurse: User, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with address_of(nurse, address), caplog.at_level(logging.WARNING):
        assert deliver_waiting() == 1
    assert recipients() == ["mother@example.org"]
    (notice,) = [notice for notice in notices_of(nurse) if notice.sent_at is None]
    assert (notice.attempts, notice.failure, notice.given_up_at is None) == (1, "address", False)
    assert "kari" not in caplog.text.lower()
    assert deliver_waiting() == 0


@pytest.mark.parametrize("error", BROKEN)
def test_whatever_goes_wrong_with_one_message_is_counted_and_the_others_leave(
    nurse: User, error: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> None:
        raise error("nurse@example.org about Emma")

    with send_but(nurse, fails), caplog.at_level(logging.WARNING):
        assert deliver_waiting() == 1
    assert recipients() == ["mother@example.org"]
    (notice,) = [notice for notice in notices_of(nurse) if notice.sent_at is None]
    assert (notice.attempts, notice.given_up_at) == (1, None)
    assert notice.failure == ("away" if error is OSError else "other")
    assert "Emma" not in caplog.text
    assert "nurse" not in caplog.text


def test_a_fault_in_the_database_about_one_persons_rows_is_counted_and_the_others_are_told(
    nurse: User,
) -> None:

    def breaks(user_id: int) -> Any:
        if user_id == nurse.pk:
            with connection.cursor() as cursor:
                cursor.execute("select 1 / 0")
        return as_user(user_id)

    with mock.patch.object(delivery, "as_user", breaks):
        assert deliver_waiting() == 1
    assert recipients() == ["mother@example.org"]
    (notice,) = [notice for notice in notices_of(nurse) if notice.sent_at is None]
    assert (notice.attempts, notice.failure) == (1, "other")


def test_an_address_that_the_server_does_not_know_is_given_up_at_once_and_the_others_are_told(
    nurse: User, log: SimpleNamespace, smtp: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    with smtp(nurse="550 5.1.1 no such user nurse@example.org") as server:
        assert deliver_waiting() == 1
    assert [recipient for recipient, _message in server.messages] == ["mother@example.org"]
    (notice,) = [notice for notice in notices_of(nurse) if notice.sent_at is None]
    assert (notice.failure, notice.given_up_at is None) == ("refused", False)
    assert "nurse@example.org" not in caplog.text


@pytest.mark.parametrize("answer", ["450 4.2.1 later", "550 5.7.1 relaying denied", "550 no"])
def test_a_refusal_that_may_pass_is_tried_again(nurse: User, smtp: Callable[..., Any], answer: str) -> None:
    with smtp(nurse=answer):
        assert deliver_waiting() == 1
    (notice,) = [notice for notice in notices_of(nurse) if notice.sent_at is None]
    assert (notice.attempts, notice.failure, notice.given_up_at) == (1, "refused", None)


def test_a_server_that_is_away_is_no_fault_of_the_address(nurse: User, smtp: Callable[..., Any]) -> None:
    with smtp():
        pass  # its port is free now
    assert deliver_waiting() == 0
    (notice,) = [notice for notice in notices_of(nurse) if notice.sent_at is None]
    assert (notice.attempts, notice.failure, notice.given_up_at) == (1, "away", None)


def test_a_message_whose_receipt_was_lost_is_sent_again_under_the_same_id(
    nurse: User, smtp: Callable[..., Any]
) -> None:
    with smtp(nurse=LOST) as server:
        deliver_waiting()
        server.answers.clear()
        with as_system("test: time passes"):
            Notice.objects.filter(sent_at=None).update(attempts=0)
        assert deliver_waiting() == 1
    first, second = [
        message["Message-ID"] for recipient, message in server.messages if recipient == nurse.email
    ]
    assert first == second


def test_a_message_that_was_sent_by_a_worker_that_then_died_is_sent_again_under_the_same_id(
    nurse: User,
) -> None:
    send = EmailMessage.send

    def sends_and_dies(self: EmailMessage, *args: Any, **kwargs: Any) -> int:
        send(self, *args, **kwargs)
        raise SystemExit

    with mock.patch.object(EmailMessage, "send", sends_and_dies), pytest.raises(SystemExit):
        deliver_waiting()
    deliver_waiting()
    first, second = [
        message.message()["Message-ID"] for message in mail.outbox if message.to == [nurse.email]
    ]
    assert first == second


def test_other_notices_and_other_people_have_other_ids(log: SimpleNamespace, nurse: User) -> None:
    deliver_waiting()
    write(log)
    deliver_waiting()
    ids = [message.message()["Message-ID"] for message in mail.outbox]
    assert len(set(ids)) == len(ids) == 4


def test_an_id_says_nothing_and_cannot_be_computed_without_the_key(
    log: SimpleNamespace, nurse: User, settings: Any
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Stafettpinnen <ikke-svar@kommune.example>"
    with as_system("test: the same notices"):
        keys = list(Notice.objects.filter(sent_at=None).values_list("pk", flat=True))
    deliver_waiting()
    with as_system("test: once more"):
        Notice.objects.filter(pk__in=keys).update(sent_at=None)
    settings.SECRET_KEY = "another-" * 8
    deliver_waiting()
    ids = [str(message.message()["Message-ID"]) for message in mail.outbox if message.to == [nurse.email]]
    assert len(set(ids)) == 2
    for message_id in ids:
        assert message_id.endswith("@kommune.example>")
        for known in (*map(str, keys), *(key.hex for key in keys), str(log.case_id), "nurse"):
            assert known not in message_id


def test_somebody_whose_mail_gets_through_again_has_been_told_of_what_was_given_up(
    log: SimpleNamespace, nurse: User
) -> None:
    with address_of(nurse, "kari@kommune..no"):
        deliver_waiting()
    assert waits(nurse)
    write(log)
    deliver_waiting()
    assert not waits(nurse)


def test_a_last_try_at_a_time_to_come_holds_nothing_up(nurse: User) -> None:
    with as_system("test: the clock was ahead"):
        for notice in Notice.objects.filter(sent_at=None):
            later = notice.created_at.replace(year=2099)
            Notice.objects.filter(pk=notice.pk).update(created_at=later, attempts=1, tried_at=later)
    assert deliver_waiting() == 2
