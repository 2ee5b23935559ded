"""Who is told that somebody gets no e-mail: the administrator (employees by name), and the holder of a log (family)."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from cases.case.models import AddressProtection, Case
from cases.logs.models import Entry
from cases.logs.services import entry_write
from cases.work.models import Measure
from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.audit.acts import Act
from municipality.audit.models import Event
from municipality.notices.delivery import deliver_waiting
from municipality.notices.models import Failure, Notice
from municipality.notices.selectors import mail_given_up
from municipality.people.models import FamilyAccount, User
from tests.access.scenes import plain, time_passes
from tests.attacks.helpers import plain as alike
from tests.cast import EVERYBODY, synthetic_number, years_ago
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.notices.conftest import Log, asleep
from tests.reading import shown
from tests.work.helpers import set_goal, set_measure

PAGE = "/organisasjon/e-post/"
LINE = "får ikke varsel fra oss"


def give_up(user: User, failure: Failure = Failure.ADDRESS, **about: Any) -> None:
    with as_system("test: every attempt failed"):
        notices = Notice.objects.filter(user=user, **about)
        assert notices.update(sent_at=None, given_up_at=Now(), failure=failure, attempts=5)


def page(user: User) -> str:
    return as_(user).get(PAGE).content.decode()


def line(user: User, log: Log) -> str:
    """What the log says about e-mail; empty when it says nothing."""
    text = as_(user).get(f"/stafettlogger/{log.case_id}/").content.decode()
    return next((part for part in text.split("<p>") if LINE in part), "").split(LINE)[0].strip()


def log_page(log: Log) -> str:
    """As the holder sees it."""
    return as_(log.teacher).get(f"/stafettlogger/{log.case_id}/").content.decode()


def write(log: Log, kind: str, by: str, unit: str) -> Entry:
    with asleep(), as_user(getattr(log, by).pk):
        return entry_write(
            author=getattr(log, by), unit=getattr(log, unit), case_id=log.case_id, kind=kind, text="x"
        )


def test_the_administrator_sees_employees_by_name_families_as_a_count_and_why(log: Log, entry: Entry) -> None:
    give_up(log.nurse, Failure.REFUSED)
    give_up(log.mother)
    text = shown(page(log.administrator))
    assert f'<th scope="row">{log.nurse.display_name}</th>' in text
    assert str(Failure.REFUSED.label) in text
    assert "1 person i en familie" in text
    assert str(Failure.ADDRESS.label) in text
    for secret in (log.mother.display_name, "Ingrid", "Emma", "example.org", str(log.case_id), "notat"):
        assert secret not in text, secret


def test_the_page_is_an_event_that_names_whom_it_showed(log: Log, entry: Entry) -> None:
    give_up(log.nurse)
    give_up(log.mother)
    page(log.administrator)
    with as_system("test: look"):
        event = Event.objects.get(act=Act.MAIL_READ)
    assert event.objects_shown == [f"user:{log.nurse.pk}"]
    assert event.user_id == log.administrator.pk


def test_nobody_else_is_told_by_page_or_by_function(log: Log, entry: Entry) -> None:
    give_up(log.nurse)
    give_up(log.mother)
    for role in EVERYBODY:
        user = getattr(log, role)
        with as_user(user.pk):
            told = mail_given_up()
        assert bool(told) is (role == "administrator"), role
    with as_user(None):
        assert mail_given_up() == []


def test_another_municipality_is_not_told(log: Log, entry: Entry) -> None:
    give_up(log.nurse)
    give_up(log.mother)
    with as_system("test: moves"):
        User.objects.filter(pk=log.administrator.pk).update(municipality=log.away)
    with as_user(log.administrator.pk):
        assert mail_given_up() == []


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_somebody_without_an_address_or_an_account_is_no_failure_but_the_holder_is_told(
    log: Log, entry: Entry, change: dict[str, Any]
) -> None:
    give_up(log.nurse)
    give_up(log.mother)
    with as_system("test: no address"):
        User.objects.filter(pk__in=[log.nurse.pk, log.mother.pk]).update(**change)
    assert "All e-post kommer fram" in page(log.administrator)
    assert line(log.teacher, log) == "Mor"


def test_the_administrator_reads_no_notice(log: Log, entry: Entry) -> None:
    give_up(log.nurse)
    with as_user(log.administrator.pk):
        assert not Notice.objects.exists()


def test_the_menu_counts_them_for_the_administrator(log: Log, entry: Entry) -> None:
    give_up(log.nurse)
    give_up(log.mother)
    text = as_(log.administrator).get("/organisasjon/").content.decode()
    assert 'href="/organisasjon/e-post/"' in text
    assert 'data-count="2"' in text.split('href="/organisasjon/e-post/"')[1].split("</a>")[0]
    assert (
        'href="/organisasjon/e-post/"' not in as_(log.privacy_officer).get("/innsynslogg/").content.decode()
    )


def test_a_parent_who_has_never_been_here_looks_to_the_holder_like_one_without_an_address(
    log: Log, entry: Entry
) -> None:
    with as_system("test: no address"):
        User.objects.filter(pk=log.mother.pk).update(email="")
    without_address = log_page(log)
    with as_system("test: no account"):
        FamilyAccount.objects.filter(user=log.mother).delete()
    assert alike(log_page(log)) == alike(without_address)
    assert LINE in without_address


def test_the_holder_sees_in_the_log_which_of_the_family_gets_no_mail(log: Log, entry: Entry) -> None:
    assert line(log.teacher, log) == ""
    give_up(log.mother)
    assert line(log.teacher, log) == "Mor"
    for other in (log.nurse, log.mother):
        assert line(other, log) == ""
    for role in EVERYBODY:
        with as_user(getattr(log, role).pk):
            told = plain("select * from family_without_mail(%s)", log.case_id)
        assert bool(told) is (role == "teacher"), role


def test_the_line_says_neither_why_nor_what_it_was_about(log: Log, entry: Entry) -> None:
    give_up(log.mother, Failure.REFUSED)
    text = as_(log.teacher).get(f"/stafettlogger/{log.case_id}/").content.decode()
    for secret in (str(Failure.REFUSED.label), "mother@example.org", log.mother.display_name):
        assert secret not in text, secret


def test_the_holder_learns_nothing_from_mail_about_what_he_may_not_read(log: Log) -> None:
    """That the mother is told of something just now would say that barnevern, or health, has written."""
    with as_user(log.teacher.pk):
        consent_withdraw(case_id=log.case_id, how=HowWithdrawn.ORAL, unit_id=log.school.pk, kind="health")
    hidden = write(log, "health", "nurse", "clinic")
    give_up(log.mother, entry_id=hidden.pk)
    assert line(log.teacher, log) == ""
    shown = write(log, "school", "nurse", "clinic")
    give_up(log.mother, entry_id=shown.pk)
    assert line(log.teacher, log) == "Mor"


def test_the_holder_learns_nothing_from_mail_about_a_measure_of_barnevern(log: Log) -> None:
    with asleep():
        measure = set_measure(log, log.case_id, set_goal(log, log.case_id))
    with as_system("test: the mother's"):
        Notice.objects.create(
            user=log.mother,
            notice_type="measure.yours",
            case_id=log.case_id,
            measure_id=measure.pk,
            created_at=Now(),
        )
    give_up(log.mother, measure_id=measure.pk)
    assert line(log.teacher, log) == "Mor"
    with as_system("test: it becomes barnevern's"):
        Measure.objects.filter(pk=measure.pk).update(unit=log.child_welfare)
    with as_user(log.teacher.pk):
        consent_withdraw(
            case_id=log.case_id, how=HowWithdrawn.ORAL, unit_id=log.school.pk, kind="child_welfare"
        )
    assert line(log.teacher, log) == ""


@pytest.mark.parametrize("notice_type", ["plan.document", "consent.withdrawn", "task.given"])
def test_a_notice_of_something_of_which_the_holder_has_no_part_does_not_count(
    log: Log, notice_type: str
) -> None:
    with as_system("test: the mother's own"):
        Notice.objects.create(user=log.mother, notice_type=notice_type, case_id=log.case_id, created_at=Now())
    give_up(log.mother, notice_type=notice_type)
    assert line(log.teacher, log) == ""


def test_a_plan_that_was_started_counts_for_a_holder_who_may_still_read(log: Log) -> None:
    with as_system("test: the mother's"):
        Notice.objects.create(
            user=log.mother, notice_type="plan.started", case_id=log.case_id, created_at=Now()
        )
    give_up(log.mother, notice_type="plan.started")
    assert line(log.teacher, log) == "Mor"
    time_passes(log.case_id, "consent", years=5)
    with as_user(log.teacher.pk):
        assert plain("select * from family_without_mail(%s)", log.case_id) == []


def test_a_parent_whose_right_has_ended_is_not_told_of(log: Log, entry: Entry) -> None:
    give_up(log.mother)
    assert line(log.teacher, log) == "Mor"
    time_passes(log.case_id, "family", years=20)
    assert line(log.teacher, log) == "Emma"  # who has come of age, and has never been here


def test_the_reason_is_that_of_the_last_mail(log: Log, entry: Entry) -> None:
    give_up(log.nurse, Failure.REFUSED)
    with as_system("test: an earlier one"):
        first = Notice.objects.filter(user=log.nurse).latest("created_at")
        first.pk, first.entry_id = uuid.uuid4(), None
        first.failure, first.given_up_at = Failure.ADDRESS, timezone.now() - timedelta(days=1)
        first.save(force_insert=True)
    with as_user(log.administrator.pk):
        assert [one.failure for one in mail_given_up()] == [Failure.REFUSED]


def test_when_mail_gets_through_again_nobody_is_told_any_more(log: Log, entry: Entry) -> None:
    give_up(log.nurse)
    give_up(log.mother)
    with as_system("test: another mail got through"):
        Notice.objects.filter(user__in=[log.nurse, log.mother]).update(sent_at=Now())
    assert "All e-post kommer fram" in page(log.administrator)
    assert line(log.teacher, log) == ""


@pytest.mark.parametrize("person", ["nurse", "mother"])
def test_what_was_given_up_is_tried_at_a_new_address_and_nobody_is_told_any_more(
    log: Log, entry: Entry, person: str
) -> None:
    user = getattr(log, person)
    give_up(user)
    with as_system("test: another address"):
        User.objects.filter(pk=user.pk).update(email="ny@example.org")
    assert "All e-post kommer fram" in page(log.administrator)
    assert line(log.teacher, log) == ""
    deliver_waiting()
    assert ["ny@example.org"] in [message.to for message in mail.outbox]


@pytest.mark.parametrize(
    "change", [{"display_name": "Nytt navn", "email": "mother@example.org"}, {"email": ""}]
)
def test_without_a_new_address_it_stays_given_up(log: Log, entry: Entry, change: dict[str, Any]) -> None:
    give_up(log.mother)
    with as_system("test: something else"):
        User.objects.filter(pk=log.mother.pk).update(**change)
    deliver_waiting()
    assert line(log.teacher, log) != ""
    assert ["mother@example.org"] not in [message.to for message in mail.outbox]


def test_mail_about_another_log_says_nothing_here(log: Log) -> None:
    with asleep():
        other = replace(log, case_id=open_log(log, number=synthetic_number(years_ago(9), 1)))
    write(other, "school", "teacher", "school")
    with as_system("test: the mother's"):
        Notice.objects.create(
            user=log.mother, notice_type="plan.started", case_id=other.case_id, created_at=Now()
        )
    give_up(log.mother, case_id=other.case_id)
    assert line(log.teacher, log) == ""
    assert line(log.teacher, other) == "Mor"


def test_with_a_protected_address_the_holder_is_told_the_same_and_the_family_nothing(
    log: Log, entry: Entry
) -> None:
    with as_system("test: protected"):
        Case.objects.filter(pk=log.case_id).update(address_protection=AddressProtection.STRICT)
    give_up(log.mother)
    assert line(log.teacher, log) == "Mor"
    assert line(log.mother, log) == ""


def test_a_visitor_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get(PAGE).status_code == 302
