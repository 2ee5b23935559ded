"""The administrator loads a file: what it does is shown first, and then it is done as a whole."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.accounts.services import account_close, membership_give
from municipality.people.models import Membership
from municipality.signin import ways
from municipality.signin.proof import EmployeeIdentity
from municipality.signin.selectors import accounts_of
from municipality.signin.sessions import PROVED
from municipality.stafffile.kept import kept_of
from tests.access_log import acts_of
from tests.cast import make_staff
from tests.logs.helpers import as_
from tests.signin.helpers import come
from tests.stafffile.helpers import (
    HEADERS,
    TENANT,
    csv_of,
    digest,
    everybody_of,
    load,
    named,
    person_key,
    places,
    press,
    send,
    shown,
    words,
)

AILE = "aile;Áile Åsmyr;aile@eksempel.no;baksalen  SKOLE;Leder;rektor;"


def test_somebody_new_gets_an_account_and_a_place(cast):
    page = shown(cast, csv_of(AILE))
    assert "Kontoer 1 0 0 Plasser i enheter 1 0 0" in page
    assert "Áile Åsmyr aile Baksalen skole (leder), rektor" in page
    assert named("aile") is None
    assert "Kontoer: 1 nye, 0 endret, 0 stengt. Plasser: 1 nye" in load(cast, csv_of(AILE))
    aile = named("aile")
    assert (aile.display_name, aile.email) == ("Áile Åsmyr", "aile@eksempel.no")
    assert (aile.is_active, aile.account_type, aile.municipality) == (True, "staff", cast.home)
    assert places("aile") == [("Baksalen skole", "leader", "rektor")]


def test_somebody_with_two_rows_has_one_account_and_two_places(cast):
    load(cast, csv_of(AILE, "aile;Áile Åsmyr;;PPT;;;", "aile;Áile Åsmyr;;PPT;fagperson;;"))
    assert places("aile") == [("Baksalen skole", "leader", "rektor"), ("PPT", "caseworker", "")]
    assert named("aile").email == "aile@eksempel.no"


def test_a_row_without_a_unit_is_an_account_without_a_place(cast):
    load(cast, csv_of("aile;Áile Åsmyr;;;;;"))
    assert named("aile").is_active
    assert places("aile") == []


def test_the_reception_of_a_unit_is_in_its_group(cast):
    load(cast, csv_of("aile;Áile Åsmyr;;PPT;mottak;;"))
    aile = named("aile")
    with as_user(aile.pk):
        assert aile.groups.filter(pk=cast.ppt.reception_id).exists()


def test_a_telephone_is_kept_changed_and_left_where_the_cell_is_empty(cast):
    def file(phone):
        return f"brukernavn;navn;telefon\naile;Áile Åsmyr;{phone}\n".encode()

    load(cast, file("12 34 56 78"))
    assert named("aile").phone == "12 34 56 78"
    assert "Áile Åsmyr aile telefon blir +47 12 34 56 79" in shown(cast, file("+47 12 34 56 79"))
    load(cast, file("+47 12 34 56 79"))
    load(cast, file(""))
    assert named("aile").phone == "+47 12 34 56 79"
    assert "Telefonnummeret kan bare ha siffer og mellomrom." in shown(cast, file("ring meg"))


def test_what_is_changed_is_said_and_what_is_empty_is_left(cast):
    load(cast, csv_of(AILE))
    file = csv_of("aile;Áile Nilsen;ny@eksempel.no;Baksalen skole;leder;inspektør;")
    page = shown(cast, file)
    assert "Áile Åsmyr aile heter nå Áile Nilsen og e-post blir ny@eksempel.no" in page
    assert "yrke: inspektør" in page
    load(cast, file)
    load(cast, csv_of("aile;Áile Nilsen;;Baksalen skole;leder;;"))
    assert (named("aile").display_name, named("aile").email) == ("Áile Nilsen", "ny@eksempel.no")
    assert places("aile") == [("Baksalen skole", "leader", "inspektør")]


def test_the_last_day_is_changed_and_taken_away_and_left_where_there_is_no_such_column(cast):
    def end():
        with as_system("test: read"):
            return Membership.objects.get(user__username="aile").ends_at

    load(cast, csv_of("aile;Áile;;PPT;;;31.12.2040"))
    local = timezone.localtime(end())
    assert (local.year, local.month, local.day, local.hour) == (2041, 1, 1, 0)
    load(cast, csv_of("aile;Áile B;;PPT;;", headers="brukernavn;navn;e-post;enhet;rolle;yrke"))
    assert timezone.localtime(end()) == local
    assert "uten siste dag" in shown(cast, csv_of("aile;Áile B;;PPT;;;"))
    load(cast, csv_of("aile;Áile B;;PPT;;;"))
    assert end() is None


@pytest.mark.parametrize("scope", ["some", "all"])
def test_the_same_file_twice_changes_nothing_and_says_so(cast, scope):
    rows = [
        *everybody_of(cast),
        f"aile;Áile;;PPT;;;31.12.2040;{TENANT};{person_key(1)}",
        f"berit;Berit;;PPT;leder;;1.1.2020;{TENANT};",
    ]
    file = csv_of(*rows, headers=f"{HEADERS};leier-id;objekt-id")
    client = as_(cast.administrator)
    press(client, send(client, file, scope))
    page = send(client, file, scope)
    assert "Filen endrer ingenting" in words(page)
    assert digest(page) == ""
    assert named("berit") is None  # her last day was over before she came


def test_a_last_day_that_is_over_ends_the_place_and_leaves_the_account(cast):
    page = shown(cast, csv_of("nurse;Nurse;;Helsestasjonen;mottak;;1.2.2026"))
    assert "Plasser som avsluttes (1)" in page
    assert "Nurse nurse Helsestasjonen (mottak)" in page
    load(cast, csv_of("nurse;Nurse;;Helsestasjonen;mottak;;1.2.2026"))
    assert places("nurse") == [("Helsestasjonen", "caseworker", "")]
    assert named("nurse").is_active


def test_a_file_of_some_ends_nothing_that_it_does_not_name(cast):
    before = places("teacher")
    load(cast, csv_of("teacher;Teacher;;PPT;;;"))
    assert places("teacher") == [*before, ("PPT", "caseworker", "")]
    assert named("nurse").is_active


def test_a_closed_account_that_is_in_the_file_is_opened_and_that_is_said(cast):
    with as_user(cast.administrator.pk):
        account_close(cast.nurse)
    file = csv_of("nurse;Nurse;;Helsestasjonen;;;")
    assert "Stengte kontoer som åpnes igjen (1)" in shown(cast, file)
    load(cast, file)
    assert named("nurse").is_active
    assert places("nurse") == [("Helsestasjonen", "caseworker", "")]


def test_entra_id_leads_to_the_accounts_that_the_file_says(cast):
    headers = f"{HEADERS};Objekt-ID;Leier ID"
    file = csv_of(
        f"{AILE};{person_key(7)};{TENANT}", f"nurse;Nurse;;;;;;{person_key(8)};{TENANT}", headers=headers
    )
    assert "Nurse nurse logger inn med Entra ID" in shown(cast, file)
    load(cast, file)
    for username, number in (("aile", 7), ("nurse", 8)):
        assert accounts_of(EmployeeIdentity(TENANT.upper(), person_key(number))) == [named(username).pk]
    another = csv_of(f"nurse;Nurse;;;;;;{person_key(9)};{TENANT}", headers=headers)
    assert "hører alt til en annen objekt-id" in shown(cast, another)


def test_one_event_says_who_loaded_and_which_accounts_were_touched(cast):
    load(cast, csv_of(AILE, "nurse;Nora;;;;;"))
    acts = acts_of(cast.administrator)
    assert acts.count("stafffile.load") == 1
    assert acts[-3:-1] == ["stafffile.read", "stafffile.load"]
    with as_system("test: read"):
        from municipality.audit.models import Event

        event = Event.objects.get(act="stafffile.load")
    assert event.objects_shown == [f"user:{key}" for key in sorted([cast.nurse.pk, named("aile").pk])]


def test_the_plan_that_names_people_is_an_event_with_them(cast):
    shown(cast, csv_of("nurse;Nora;;;;;"))
    with as_system("test: read"):
        from municipality.audit.models import Event

        event = Event.objects.get(act="stafffile.read", refused=False)
    assert event.objects_shown == [f"user:{cast.nurse.pk}"]


def test_what_has_changed_meanwhile_is_shown_again_and_nothing_is_done(cast):
    client = as_(cast.administrator)
    page = send(client, csv_of(AILE, "teacher;Teacher;;PPT;;;"))
    with as_user(cast.administrator.pk):
        membership_give(user=cast.teacher, unit=cast.ppt, role="caseworker", profession="")
    again = press(client, page)
    assert "Noe er endret siden du så siden" in words(again)
    assert named("aile") is None
    assert digest(again) not in ("", digest(page))
    assert "Kontoer: 1 nye" in words(press(client, again))


def test_a_file_that_is_chosen_in_another_tab_is_not_loaded_by_the_button_of_the_first(cast):
    client = as_(cast.administrator)
    first = send(client, csv_of(AILE))
    send(client, csv_of("berit;Berit;;PPT;;;"))
    assert "Noe er endret" in words(press(client, first))
    assert (named("aile"), named("berit")) == (None, None)


def test_the_rows_are_kept_encrypted_until_they_are_loaded(cast):
    from django.core.cache import cache

    client = as_(cast.administrator)
    page = send(client, csv_of(AILE))
    kept = cache.get(f"stafffile:{cast.administrator.pk}")
    assert "sile" not in kept
    assert "smyr" not in str(kept)
    found = kept_of(cast.administrator.pk)
    assert found is not None
    assert found.table.lines[0].username == "aile"
    press(client, page)
    assert kept_of(cast.administrator.pk) is None
    assert "Velg den på nytt" in client.get(reverse("stafffile:changes"), follow=True).text


def test_no_name_is_in_an_address_or_a_line_of_the_log(cast, caplog):
    client = as_(cast.administrator)
    with caplog.at_level("DEBUG"):
        page = send(client, csv_of(AILE))
        done = press(client, page)
        send(client, csv_of("aile;;x;Ingen skole;;;"))
    for address in [*page.redirect_chain, *done.redirect_chain]:
        assert "ile" not in address[0].replace("fil", "")
    lines = [one.getMessage() for one in caplog.records if not one.name.startswith("django.db")]
    assert not [one for one in lines if "smyr" in one or "eksempel.no" in one]


def test_the_example_is_a_file_that_can_be_read_and_names_nobody(cast):
    client = as_(cast.administrator)
    assert "Last ned en eksempelfil" in client.get(reverse("stafffile:upload")).text
    answer = client.get(reverse("stafffile:example"))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    page = words(send(client, answer.content))
    assert "Ingen enhet heter «Bakken skole»" in page
    assert "Én rad er feil" in page


def test_the_list_of_people_leads_here(cast):
    assert reverse("stafffile:upload") in as_(cast.administrator).get(reverse("accounts:list")).text


def test_a_place_that_begins_later_is_kept_and_not_given_twice(cast):
    with as_system("test: from next week"):
        member = make_staff("member", cast.ppt)
    with as_user(cast.administrator.pk):
        membership_give(
            user=member,
            unit=cast.ppt,
            role="caseworker",
            profession="",
            starts=timezone.now() + timedelta(days=7),
        )
    assert "Filen endrer ingenting" in shown(cast, csv_of("member;Member;;PPT;;;"))


def test_a_second_sending_of_the_button_does_it_once(cast):
    client = as_(cast.administrator)
    page = send(client, csv_of(AILE))
    press(client, page)
    assert "Velg den på nytt" in press(client, page).text


def test_somebody_who_signed_in_long_ago_shows_who_they_are_before_it_is_done(cast, monkeypatch):
    monkeypatch.setitem(ways._guards, "test", ways.Guard(lambda *_: True, lambda *_: "/logg-inn/mer/"))
    client = come(cast.administrator)[1]
    page = send(client, csv_of(AILE))
    session = client.session
    session[PROVED] -= 60 * 60
    session.save()
    assert client.get(reverse("stafffile:upload"))["Location"] == "/logg-inn/mer/"
    answer = client.post(reverse("stafffile:changes"), {"plan_shown": digest(page)})
    assert 'content="0; url=/logg-inn/mer/"' in answer.text
    assert named("aile") is None
    assert "Nye kontoer" in client.get(reverse("stafffile:changes")).text
