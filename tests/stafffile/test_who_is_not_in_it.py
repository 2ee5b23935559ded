"""A file with everybody: who is not in it does not work in the municipality any more."""

import pytest
from django.utils import timezone

from municipality.access.identity import as_system
from municipality.organisation.choices import Owner
from municipality.people.models import Membership, User
from tests.logs.helpers import as_
from tests.signin.helpers import come
from tests.stafffile.helpers import csv_of, everybody_of, load, named, places, press, send, shown, words

NEVER = ("administrator", "privacy_officer", "executive", "mother", "father", "youth", "stranger")


def all_but(cast, *usernames):
    return csv_of(*[row for row in everybody_of(cast) if row.partition(";")[0] not in usernames])


def test_nothing_is_chosen_and_one_has_to_say_what_it_means(cast):
    client = as_(cast.administrator)
    assert "checked" not in client.get("/organisasjon/folk/fil/").text
    page = words(send(client, all_but(cast), ""))
    assert "Velg om filen har alle eller bare noen." in page
    assert "Velg filen én gang til." in page


def test_who_is_not_in_it_is_shown_by_name_and_loses_places_account_and_session(cast):
    _answer, nurse = come(cast.nurse)
    file = all_but(cast, "nurse")
    page = shown(cast, file, "all")
    assert "Kontoer 0 0 1 Plasser i enheter 0 0 2" in page
    assert "Nurse nurse Helsestasjonen (mottak)" in page
    assert nurse.get("/varsler/").status_code == 200
    assert "0 nye, 0 endret, 1 stengt. Plasser: 0 nye, 0 endret, 2 avsluttet." in load(cast, file, "all")
    assert nurse.get("/varsler/").status_code == 302
    assert not named("nurse").is_active
    assert places("nurse") == []
    with as_system("test: nothing is deleted"):
        ends = list(Membership.objects.filter(user=cast.nurse).values_list("ends_at", flat=True))
    assert len(ends) == 2
    assert all(end is not None and end <= timezone.now() for end in ends)


def test_a_place_that_is_not_in_it_ends_and_the_account_stays(cast):
    rows = [row for row in everybody_of(cast) if row != "nurse;Nurse;;Helsestasjonen;mottak;;"]
    load(cast, csv_of(*rows), "all")
    assert places("nurse") == [("Helsestasjonen", "caseworker", "")]
    assert named("nurse").is_active


def test_whose_only_day_is_over_is_not_in_it_either(cast):
    rows = [row for row in everybody_of(cast) if not row.startswith("teacher;")]
    load(cast, csv_of(*rows, "teacher;Teacher;;Baksalen skole;;;1.2.2026"), "all")
    assert not named("teacher").is_active


@pytest.mark.parametrize("names_them", [True, False])
def test_those_who_open_much_families_and_others_are_never_touched(cast, names_them):
    with as_system("test: read"):
        before = list(User.objects.filter(username__in=NEVER).order_by("pk").values())
    file = all_but(cast)
    if names_them:
        page = shown(cast, csv_of(*everybody_of(cast), *[f"{one};X;;;;;" for one in NEVER]), "all")
        assert "i bruk av en konto som ikke er for fagpersoner" in page
        assert "7 rader er feil" in page
    else:
        load(cast, file, "all")
    with as_system("test: read"):
        assert list(User.objects.filter(username__in=NEVER).order_by("pk").values()) == before


def test_who_has_a_place_that_the_municipality_does_not_own_alone_is_kept(cast):
    with as_system("test: NAV is the state's too"):
        cast.nav_office.service.owner = Owner.MUNICIPALITY_AND_STATE
        cast.nav_office.service.save()
    page = shown(cast, all_but(cast, "nav"), "all")
    assert "Filen endrer ingenting" in page
    page = shown(cast, all_but(cast, "nav", "nurse"), "all")
    assert "Ikke i filen, men kontoen blir stående (1)" in page
    load(cast, all_but(cast, "nav", "nurse"), "all")
    assert named("nav").is_active
    assert len(places("nav")) == 2
    over = [f"nav;Nav;;NAV;{role};;1.2.2026" for role in ("fagperson", "mottak")]
    rows = [row for row in everybody_of(cast) if row.partition(";")[0] not in ("nav", "nurse")]
    load(cast, csv_of(*rows, *over), "all")
    assert not named("nav").is_active


def test_more_than_a_third_of_the_accounts_asks_once_more(cast):
    client = as_(cast.administrator)
    page = send(client, csv_of(everybody_of(cast)[0]), "all")
    assert "Filen avslutter mye" in words(page)
    assert "Sett kryss hvis det er riktig" in words(press(client, page))
    assert named("nurse").is_active
    assert "stengt" in words(press(client, page, many="on"))
    assert not named("nurse").is_active


def test_more_than_a_third_of_the_places_asks_once_more(cast):
    rows = [f"{row.split(';')[0]};{row.split(';')[1]};;;;;" for row in everybody_of(cast)]
    page = shown(cast, csv_of(*rows), "all")
    assert "Kontoer som stenges" not in page
    assert "Filen avslutter mye" in page


def test_fewer_do_not_ask(cast):
    assert "avslutter mye" not in shown(cast, all_but(cast, "nurse"), "all")


def test_without_a_column_of_units_it_cannot_be_everybody(cast):
    page = shown(cast, csv_of("nurse;Nurse", headers="brukernavn;navn"), "all")
    assert "Uten den ville alle plasser bli avsluttet" in page
    assert "Filen endrer ingenting" in shown(cast, csv_of("nurse;Nurse", headers="brukernavn;navn"))
