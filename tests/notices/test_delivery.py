"""The outbox: a neutral e-mail (R10) to those who may read, once, and nothing after a withdrawal."""

import logging
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from unittest import mock

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.utils import timezone

from cases.consents.tasks import settle_expired
from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.celery import app
from municipality.notices.delivery import PAUSES, deliver_waiting
from municipality.notices.models import Notice
from municipality.notices.services import deliver_soon
from municipality.notices.tasks import deliver_notices
from municipality.people.models import User
from tests.notices.conftest import CHILD

SMTP = "django.core.mail.backends.locmem.EmailBackend.send_messages"


def recipients():
    return sorted(address for message in mail.outbox for address in message.to)


def waiting():
    with as_system("test: look into the outbox"):
        return list(Notice.objects.filter(sent_at=None).order_by("user__username"))


def let_pass(pause):
    with as_system("test: time passes"):
        for notice in Notice.objects.filter(sent_at=None).exclude(tried_at=None):
            Notice.objects.filter(pk=notice.pk).update(tried_at=notice.tried_at - pause)


def test_those_who_may_read_the_entry_are_told_and_its_author_is_not(log, entry):
    assert deliver_waiting() == 2
    assert recipients() == ["mother@example.org", "nurse@example.org"]
    assert waiting() == []


def test_the_email_says_that_something_waits_and_nothing_about_whom_or_what(log, entry, settings):
    settings.PUBLIC_URL = "https://stafett.example.no"
    deliver_waiting()
    for message in mail.outbox:
        said = message.message().as_string() + message.body + message.subject
        assert "https://stafett.example.no/varsler/" in message.body
        assert "Noe venter på deg" in message.subject
        for secret in (
            CHILD,
            "Emma",
            "sover",
            log.school.name,
            "helse",
            "Teacher",
            str(log.case_id),
            str(entry.pk),
        ):
            assert secret not in said, secret


def test_several_things_that_wait_for_one_person_are_one_email(log, entry):
    with as_system("test: one more thing"):
        Notice.objects.create(
            user=log.nurse, notice_type="case.named", case_id=log.case_id, created_at=timezone.now()
        )
    deliver_waiting()
    assert recipients().count("nurse@example.org") == 1
    assert waiting() == []


def test_a_second_run_sends_nothing_more(log, entry):
    deliver_waiting()
    deliver_notices()
    assert deliver_waiting() == 0
    assert len(mail.outbox) == 2


def test_after_a_withdrawal_nothing_leaves(log, entry):
    with as_user(log.teacher.pk):
        consent_withdraw(case_id=log.case_id, how=HowWithdrawn.ORAL, unit_id=log.clinic.pk)
    deliver_waiting()
    assert recipients() == ["mother@example.org"]
    assert waiting() == []


def test_without_the_kind_of_information_nothing_leaves(log, entry):
    with as_user(log.teacher.pk):
        consent_withdraw(case_id=log.case_id, how=HowWithdrawn.ORAL, unit_id=log.clinic.pk, kind="health")
    deliver_waiting()
    assert recipients() == ["mother@example.org"]


def test_somebody_who_has_left_is_not_told(log, entry):
    with as_system("test: close the account"):
        User.objects.filter(pk=log.nurse.pk).update(is_active=False)
    deliver_waiting()
    assert recipients() == ["mother@example.org"]


def test_a_person_without_an_address_is_settled_and_still_sees_the_notice(log, entry):
    with as_system("test: no address"):
        User.objects.filter(pk=log.nurse.pk).update(email="")
    assert deliver_waiting() == 1
    assert waiting() == []
    with as_user(log.nurse.pk):
        assert Notice.objects.filter(entry_id=entry.pk, read_at=None).exists()


def test_one_failure_keeps_nobody_else_waiting_and_is_tried_again(log, entry, caplog):
    send = EmailMessage.send

    def fails_for_the_nurse(self, *args, **kwargs):
        if self.to == ["nurse@example.org"]:
            raise SMTPServerDisconnected("nurse@example.org about Emma")
        return send(self, *args, **kwargs)

    with mock.patch.object(EmailMessage, "send", fails_for_the_nurse), caplog.at_level(logging.WARNING):
        assert deliver_waiting() == 1
    assert recipients() == ["mother@example.org"]
    assert [(notice.user_id, notice.attempts) for notice in waiting()] == [(log.nurse.pk, 1)]
    assert "SMTPServerDisconnected" in caplog.text
    assert "nurse" not in caplog.text
    assert "Emma" not in caplog.text

    assert deliver_waiting() == 0, "not again at once"
    let_pass(PAUSES[0])
    assert deliver_waiting() == 1
    assert waiting() == []


def test_the_pauses_grow_and_after_five_tries_it_is_given_up(log, entry):
    with mock.patch(SMTP, side_effect=OSError("unreachable")) as sending:
        deliver_waiting()
        for pause in PAUSES:
            assert {notice.given_up_at for notice in waiting()} == {None}
            let_pass(pause - timedelta(seconds=30))
            deliver_waiting()
            let_pass(timedelta(seconds=30))
            deliver_waiting()
        assert {(notice.attempts, notice.failure) for notice in waiting()} == {(5, "away")}
        assert None not in {notice.given_up_at for notice in waiting()}
        let_pass(timedelta(days=30))
        assert deliver_waiting() == 0
        assert sending.call_count == 10, "two people, five times each"
    assert list(PAUSES) == sorted(PAUSES)


@pytest.mark.django_db(transaction=True)
def test_what_another_worker_holds_is_passed_over(log, entry):
    with as_system("test: hold the nurse's notice"):
        held = Notice.objects.get(user=log.nurse, sent_at=None).pk
    other = connection.copy()
    try:
        with transaction.atomic():
            other.set_autocommit(False)
            with other.cursor() as cursor:
                cursor.execute("set role stafett_system")
                cursor.execute("select from municipality_notice where id = %s for update", [held])
            assert deliver_waiting() == 1
    finally:
        other.rollback()
        other.close()
    assert recipients() == ["mother@example.org"]
    assert [notice.pk for notice in waiting()] == [held]


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_woken_when_the_act_is_committed_and_not_before(log, entry):
    with transaction.atomic():
        deliver_soon()
        assert mail.outbox == []
    assert recipients() == ["mother@example.org", "nurse@example.org"]


@pytest.mark.django_db(transaction=True)
def test_a_queue_that_is_down_fails_no_request(log, entry):
    with (
        mock.patch.object(deliver_notices, "apply_async", side_effect=ConnectionError("queue")) as asked,
        transaction.atomic(),
    ):
        deliver_soon()
    assert asked.called
    assert len(waiting()) == 2, "the clock finds them"


def test_the_clock_asks_for_every_task_that_it_names(log):
    app.loader.import_default_modules()
    for planned in app.conf.beat_schedule.values():
        assert planned["task"] in app.tasks


def test_the_clock_moves_a_baton_whose_holder_has_left(log):
    with as_system("test: the teacher leaves"), connection.cursor() as cursor:
        cursor.execute(
            "update municipality_membership set ends_at = statement_timestamp() where user_id = %s",
            [log.teacher.pk],
        )
    settle_expired()
    with as_system("test: who holds"), connection.cursor() as cursor:
        cursor.execute("select holder_id from cases_case where id = %s", [log.case_id])
        assert cursor.fetchone()[0] == log.head.pk
