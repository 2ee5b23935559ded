"""How e-mail tells somebody: as they have chosen, and never less than their role needs."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.notices.choices import ALWAYS_AT_ONCE, KINDS, Told, next_morning
from municipality.notices.delivery import deliver_waiting
from municipality.notices.models import Notice, NoticeType, Way
from municipality.notices.services import notice_read
from municipality.people.models import MembershipRole
from municipality.profile.services import notice_choices_set
from tests.notices.conftest import asleep
from tests.notices.test_delivery import recipients, waiting

OSLO = ZoneInfo("Europe/Oslo")
BY_KEY = {kind.key: kind for kind in KINDS}


def choose(user, **ways):
    with as_user(user.pk):
        notice_choices_set(ways)


def told_as(user):
    with as_user(user.pk):
        return Told(user)


def something(user, notice_type, log):
    with as_system("test: something waits"):
        return Notice.objects.create(
            user=user, notice_type=notice_type, case_id=log.case_id, created_at=timezone.now()
        )


def morning_comes():
    with as_system("test: it is morning"):
        Notice.objects.exclude(held_until=None).update(held_until=timezone.now())


def test_every_type_of_notice_is_of_one_kind_or_always_told_at_once():
    counted = [one for kind in KINDS for one in kind.types] + list(ALWAYS_AT_ONCE)
    assert sorted(counted) == sorted(NoticeType)


def test_without_a_choice_one_is_told_at_once(log, entry):
    assert {told_as(log.nurse).by(one) for one in NoticeType} == {Way.AT_ONCE}


def test_who_wants_no_email_about_a_kind_gets_none_and_finds_it_in_the_application(log, entry):
    choose(log.nurse, logs=Way.NONE)
    deliver_waiting()
    assert recipients() == ["mother@example.org"]
    assert waiting() == []
    with as_user(log.nurse.pk):
        assert Notice.objects.filter(read_at=None, entry_id=entry.pk).exists()


def test_what_was_chosen_for_the_morning_leaves_in_the_morning_as_one_email(log, entry):
    choose(log.nurse, logs=Way.DAILY)
    deliver_waiting()
    something(log.nurse, NoticeType.PLAN_STARTED, log)
    deliver_waiting()
    assert recipients() == ["mother@example.org"]
    with as_system("test: read"):
        held = list(Notice.objects.filter(user=log.nurse, sent_at=None))
    assert held
    assert {timezone.localtime(one.held_until).hour for one in held} == {7}
    morning_comes()
    mail.outbox.clear()
    deliver_waiting()
    deliver_waiting()
    assert recipients() == ["nurse@example.org"]
    assert waiting() == []


def test_an_email_that_leaves_at_once_tells_of_what_waits_for_the_morning_too(log, entry):
    choose(log.nurse, logs=Way.DAILY)
    something(log.nurse, NoticeType.NAMED, log)
    deliver_waiting()
    assert recipients() == ["mother@example.org", "nurse@example.org"]
    assert waiting() == []


def test_what_waits_for_the_morning_is_not_looked_at_again_each_minute(log, entry):
    choose(log.nurse, logs=Way.DAILY)
    deliver_waiting()
    [held] = waiting()
    deliver_waiting()
    assert [one.held_until for one in waiting()] == [held.held_until]


def test_without_an_address_nothing_is_held_for_the_morning(log, entry):
    choose(log.nurse, logs=Way.DAILY)
    with as_system("test: no address"):
        type(log.nurse).objects.filter(pk=log.nurse.pk).update(email="")
    deliver_waiting()
    assert waiting() == []


def test_an_email_that_did_not_leave_in_the_morning_is_tried_again(log, entry, monkeypatch):
    choose(log.nurse, logs=Way.DAILY)
    deliver_waiting()
    morning_comes()

    def away(*_args):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
        deliver_waiting()
    [left] = waiting()
    assert (left.attempts, left.failure) == (1, "away")


def test_what_was_read_before_the_morning_is_not_told_of(log, entry):
    choose(log.nurse, logs=Way.DAILY)
    deliver_waiting()
    with as_user(log.nurse.pk):
        notice_read(Notice.objects.get(entry_id=entry.pk).pk)
    morning_comes()
    mail.outbox.clear()
    deliver_waiting()
    assert mail.outbox == []
    assert waiting() == []


def test_what_may_not_be_read_any_more_in_the_morning_is_not_told_of(log, entry):
    choose(log.nurse, logs=Way.DAILY)
    deliver_waiting()
    with asleep(), as_user(log.teacher.pk):
        consent_withdraw(case_id=log.case_id, how=HowWithdrawn.ORAL, unit_id=log.clinic.pk)
    morning_comes()
    mail.outbox.clear()
    deliver_waiting()
    assert mail.outbox == []
    assert waiting() == []


@pytest.mark.parametrize(("way", "told"), [(Way.NONE, []), (Way.AT_ONCE, ["nurse@example.org"])])
def test_a_choice_that_is_changed_while_something_waits_for_the_morning_counts_then(log, entry, way, told):
    choose(log.nurse, logs=Way.DAILY)
    deliver_waiting()
    choose(log.nurse, logs=way)
    morning_comes()
    mail.outbox.clear()
    deliver_waiting()
    assert recipients() == told
    assert waiting() == []


@pytest.mark.parametrize(("address", "told"), [("ny@example.org", ["ny@example.org"]), ("", [])])
def test_what_waits_for_the_morning_goes_to_the_address_of_the_morning(log, entry, address, told):
    choose(log.nurse, logs=Way.DAILY)
    deliver_waiting()
    with as_system("test: another address"):
        type(log.nurse).objects.filter(pk=log.nurse.pk).update(email=address)
    morning_comes()
    mail.outbox.clear()
    deliver_waiting()
    assert recipients() == told
    assert waiting() == []


@pytest.mark.parametrize(
    ("role", "kind", "least"),
    [
        (MembershipRole.CASEWORKER, "baton", Way.DAILY),
        (MembershipRole.CASEWORKER, "asked", Way.DAILY),
        (MembershipRole.CASEWORKER, "consents", Way.DAILY),
        (MembershipRole.CASEWORKER, "teams", Way.DAILY),
        (MembershipRole.CASEWORKER, "logs", Way.NONE),
        (MembershipRole.CASEWORKER, "invitations", Way.NONE),
        (MembershipRole.RECEPTION, "invitations", Way.DAILY),
        (MembershipRole.LEADER, "invitations", Way.DAILY),
        (MembershipRole.CASEWORKER, "concerns", Way.NONE),
        (MembershipRole.LEADER, "concerns", Way.DAILY),
    ],
)
def test_a_role_gets_at_least_what_it_needs(role, kind, least):
    assert BY_KEY[kind].least_as([role]) == least
    assert BY_KEY[kind].offered_to([role])[-1] == least


def test_who_chooses_less_than_the_role_needs_by_a_statement_is_told_all_the_same(log):
    choose(log.head, concerns=Way.NONE)
    assert told_as(log.head).by(NoticeType.CONCERN_REGISTERED) == Way.DAILY
    choose(log.teacher, concerns=Way.NONE, logs=Way.NONE)
    assert told_as(log.teacher).by(NoticeType.CONCERN_SHARED) == Way.NONE
    assert told_as(log.teacher).by(NoticeType.ENTRY) == Way.NONE


def test_a_role_that_came_after_the_choice_counts(log):
    choose(log.other_teacher, concerns=Way.NONE)
    with as_system("test: a new leader"):
        membership = log.other_teacher.memberships.get()
        membership.role = MembershipRole.LEADER
        membership.save()
    assert told_as(log.other_teacher).by(NoticeType.CONCERN_REGISTERED) == Way.DAILY


def test_a_family_may_choose_no_email_at_all(log, entry):
    choose(log.mother, logs=Way.NONE, asked=Way.NONE)
    deliver_waiting()
    assert "mother@example.org" not in recipients()


def test_of_a_changed_sign_in_one_is_told_at_once_whatever_is_chosen(log):
    choose(log.mother, logs=Way.NONE, asked=Way.NONE)
    assert told_as(log.mother).by(NoticeType.SIGN_IN_CHANGED) == Way.AT_ONCE


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (datetime(2026, 11, 29, 6, 59, tzinfo=OSLO), datetime(2026, 11, 29, 7, tzinfo=OSLO)),
        (datetime(2026, 11, 29, 7, 0, tzinfo=OSLO), datetime(2026, 11, 30, 7, tzinfo=OSLO)),
        # The nights on which the clock is changed.
        (datetime(2026, 3, 28, 22, 0, tzinfo=OSLO), datetime(2026, 3, 29, 7, tzinfo=OSLO)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=OSLO), datetime(2026, 10, 25, 7, tzinfo=OSLO)),
    ],
)
def test_the_next_morning_is_at_seven_in_norway(now, morning):
    found = next_morning(now)
    assert (found, found.astimezone(OSLO).hour) == (morning, 7)
