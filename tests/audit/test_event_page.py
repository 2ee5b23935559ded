"""Innsynsloggen: the privacy officer sees who did what, and nothing about whom it was about."""

import re
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.case.models import Case
from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.access.verbs import value
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.models import Event
from municipality.audit.selectors import PER_PAGE, EventQuery, event_page
from municipality.organisation.models import Unit
from municipality.people.models import AccountType
from tests.access_log import noted
from tests.cast import make_user, synthetic_number, years_ago
from tests.logs.opening import open_log
from tests.notices.conftest import CHILD, cast, entry, log

__all__ = ["cast", "entry", "log"]
ADDRESS = "audit:list"


def read(client, user, **query):
    client.force_login(user)
    return client.get(reverse(ADDRESS), query)


def number_of(log):
    with as_system("test: the number"):
        return Case.objects.get(pk=log.case_id).number


def rows(page):
    return page.split("<tbody>")[1].split("</tbody>")[0].count("<tr>") if "<tbody>" in page else 0


def test_the_privacy_officer_sees_who_did_what_on_which_basis(log, entry, client):
    with as_user(log.nurse.pk):
        access_log.record(Act.CASE_READ, case_id=log.case_id)
    page = read(client, log.privacy_officer).content.decode()
    for said in ("Teacher", "skrev et notat", "Nurse", "leste stafettloggen", "Helsestasjonen", "samtykke"):
        assert said in page


def test_no_name_of_a_child_and_no_content_stands_there(log, entry, client):
    with as_user(log.mother.pk):
        access_log.record(Act.CASE_READ, case_id=log.case_id)
    page = read(client, log.privacy_officer).content.decode()
    for secret in (CHILD, "Emma", "Havblikk", "Ingrid", "Mother", "sover", "alene", log.emma_number.digits):
        assert secret not in page, secret
    assert "familien" in page
    assert "familiens egen rett" in page


@pytest.mark.parametrize("name", ["teacher", "head", "administrator", "mother", "stranger"])
def test_others_are_refused_and_the_privacy_officer_sees_that(log, client, name):
    user = getattr(log, name)
    assert read(client, user).status_code == 403
    with as_system("test: the refusal"):
        assert Event.objects.filter(user=user, act=Act.EVENTS_READ, refused=True).exists()
    if name in ("teacher", "head", "administrator"):
        page = read(client, log.privacy_officer, act=Act.EVENTS_READ).content.decode()
        assert "avvist" in page


def test_another_municipalitys_events_are_hidden_from_both(log, client):
    with as_system("test: an officer elsewhere"):
        away_officer = make_user("away_officer", log.away, AccountType.PRIVACY_OFFICER)
    with as_user(log.stranger.pk):
        access_log.record(Act.SIGN_IN)
    assert "Stranger" not in read(client, log.privacy_officer).content.decode()
    page = read(client, away_officer).content.decode()
    assert "Stranger" in page
    assert "Teacher" not in page


def test_a_try_from_another_municipality_is_seen_without_a_name(log, client):
    with as_user(log.stranger.pk):
        access_log.record(Act.CASE_READ, case_id=log.case_id, refused=True)
    page = read(client, log.privacy_officer, act=Act.CASE_READ).content.decode()
    assert "ukjent bruker" in page
    assert "Stranger" not in page


def test_reading_the_log_is_an_event_too(log, client):
    read(client, log.privacy_officer)
    page = read(client, log.privacy_officer).content.decode()
    assert "så hvem som har lest" in page
    assert "Privacy_officer" in page


def test_what_the_clock_did_is_the_systems(log, client):
    with as_user(log.teacher.pk):
        pass
    with as_system("settle expired"):
        access_log.record(Act.CASE_CLOSE, case_id=log.case_id)
    page = read(client, log.privacy_officer, act=Act.CASE_CLOSE).content.decode()
    assert "systemet" in page


def test_it_is_narrowed_by_person_act_case_and_period(log, entry, client):
    officer = log.privacy_officer
    with as_user(log.nurse.pk):
        access_log.record(Act.CASE_READ, case_id=log.case_id)
    today = timezone.localdate()

    def found(**query):
        with as_user(officer.pk):
            return [line.event for line in event_page(EventQuery(**query)).lines]

    assert {event.user_id for event in found(user_id=log.nurse.pk)} == {log.nurse.pk}
    assert {event.act for event in found(act=Act.ENTRY_WRITE)} == {Act.ENTRY_WRITE}
    assert {event.user_id for event in found(unit_id=log.clinic.pk)} == {log.nurse.pk}
    assert found(unit_id=log.clinic.pk, user_id=log.teacher.pk) == []
    number = number_of(log)
    about_it = {event.pk for event in found(case=number)}
    assert about_it == {one.event.pk for one in noted(case_id=log.case_id)}
    assert about_it
    assert found(case="S-XXXXX") == []
    assert found(first_day=today + timedelta(days=1)) == []
    assert found(last_day=today - timedelta(days=1)) == []
    assert len(found(first_day=today, last_day=today)) == len(found())


def test_the_file_holds_what_the_filter_by_unit_shows_and_no_unit_elsewhere_can_be_chosen(log, entry, client):
    with as_user(log.nurse.pk):
        access_log.record(Act.CASE_READ, case_id=log.case_id)
    client.force_login(log.privacy_officer)
    found = client.get(reverse("audit:export"), {"unit": log.clinic.pk}).content.decode()
    assert "Nurse" in found
    assert "Teacher" not in found
    page = client.get(reverse(ADDRESS), {"unit": log.clinic.pk, "act": Act.CASE_CLOSE}).content.decode()
    assert "Ingen hendelser her" in page
    assert f'value="{log.clinic.pk}" selected' in page
    with as_system("test: a unit elsewhere"):
        elsewhere = Unit.objects.exclude(municipality=log.privacy_officer.municipality).first()
    assert elsewhere
    assert f">{elsewhere.name}</option>" not in page
    assert client.get(reverse(ADDRESS), {"unit": elsewhere.pk}).context["form"].errors["unit"]


def test_what_is_hidden_narrows_and_sorts_nothing(log, entry, client):
    """No column can be named in the address: what the form does not know changes nothing."""
    client.force_login(log.privacy_officer)
    before = client.get(reverse(ADDRESS)).content.decode().count("skrev et notat")
    hidden = {"cases__objects_shown__contains": "x", "objects_shown": "x", "order": "reason", "basis_id": "x"}
    assert client.get(reverse(ADDRESS), hidden).content.decode().count("skrev et notat") == before


def test_a_case_is_followed_by_clicking_its_number(log, entry, client):
    number = number_of(log)
    assert f'href="?case={number}"' in read(client, log.privacy_officer).content.decode()
    assert rows(read(client, log.privacy_officer, case=number.lower()).content.decode()) >= 3


def test_the_numbers_of_many_cases_in_one_view_are_folded(log, client):
    others = [open_log(log, number=synthetic_number(years_ago(9), serial)) for serial in range(3)]
    numbers = {number_of(SimpleNamespace(case_id=key)) for key in (log.case_id, *others)}
    client.force_login(log.teacher)
    client.get("/stafettlogger/")
    page = read(client, log.privacy_officer, act=Act.CASE_LIST).content.decode()
    assert rows(page) == 1
    assert "4 saker" in page
    assert numbers <= set(re.findall(r"S-\w{5}", page))


def test_a_try_on_a_case_that_is_none_is_said_so(log, client):
    client.force_login(log.teacher)
    assert client.get(f"/stafettlogger/{uuid.uuid4()}/").status_code == 404
    assert "finnes ikke" in read(client, log.privacy_officer, act=Act.CASE_READ).content.decode()


def test_a_number_of_another_municipality_leads_to_nothing(log, client):
    """Whoever asks for a number learns from the answer only what stands in the events that he sees."""
    number = number_of(log)
    with as_system("test: an officer elsewhere"):
        away_officer = make_user("away_officer", log.away, AccountType.PRIVACY_OFFICER)
    for officer in (away_officer, log.teacher):
        with as_user(officer.pk):
            assert value("event_cases", number=number) == []
    with as_user(log.privacy_officer.pk):
        assert value("event_cases", number=number) == [log.case_id]


def test_wrong_filters_are_answered_beside_the_field(log, client):
    page = read(
        client, log.privacy_officer, case="Emma!", first_day="20.11.2026", last_day="19.11.2026"
    ).content.decode()
    assert "Skriv nummeret på saken" in page
    assert "Den siste dagen kan ikke være før den første." in page
    assert rows(page) == 0


def test_older_events_are_turned_to_without_missing_or_repeating_one(log, client):
    with as_user(log.teacher.pk):
        for _number in range(PER_PAGE + 5):
            access_log.record(Act.CASE_LIST)
    with as_user(log.privacy_officer.pk):
        wanted = EventQuery(act=Act.CASE_LIST)
        first = event_page(wanted)
        second = event_page(wanted, first.next_cursor)
        everything = set(Event.objects.filter(act=Act.CASE_LIST).values_list("pk", flat=True))
    keys = [line.event.pk for line in (*first.lines, *second.lines)]
    assert len(first.lines) == PER_PAGE
    assert second.next_cursor == ""
    assert len(keys) == len(set(keys)) == len(everything)
    page = read(client, log.privacy_officer, act=Act.CASE_LIST.value).content.decode()
    assert "Eldre hendelser" in page
    assert "after=" in page


@pytest.mark.parametrize(
    "cursor", ["x", "2026-11-21~x", "2026-11-21T10:00:00~7b1f6d0e-0000-4000-8000-000000000000"]
)
def test_a_place_in_the_log_that_is_none_is_a_bad_request(log, client, cursor):
    assert read(client, log.privacy_officer, after=cursor).status_code == 400


def test_a_withdrawal_stays_in_the_log_of_the_case(log, client):
    with as_user(log.teacher.pk):
        consent_withdraw(case_id=log.case_id, how=HowWithdrawn.ORAL)
    page = read(client, log.privacy_officer, case=number_of(log)).content.decode()
    assert "trakk samtykke" in page
    assert "stafettloggen ble avsluttet" in page
