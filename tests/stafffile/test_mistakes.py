"""A wrong row is said with its number, its column and why; while there is one, nothing of the file can be loaded."""

import pytest

from municipality.access.identity import as_system
from tests.cast import make_unit
from tests.logs.helpers import as_
from tests.stafffile.helpers import (
    HEADERS,
    TENANT,
    csv_of,
    digest,
    load,
    named,
    person_key,
    places,
    press,
    send,
    shown,
    words,
)

RIGHT = "berit;Berit Bø;;PPT;;;"


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (";Áile;;PPT;;;", "brukernavn", "Brukernavnet mangler."),
        ("to ord;Áile;;PPT;;;", "brukernavn", "ingen mellomrom"),
        ("administrator;Admin;;PPT;;;", "brukernavn", "i bruk av en konto som ikke er for fagpersoner"),
        ("mother;Mor;;PPT;;;", "brukernavn", "i bruk av en konto som ikke er for fagpersoner"),
        ("stranger;Fremmed;;PPT;;;", "brukernavn", "i bruk av en konto som ikke er for fagpersoner"),
        ("Teacher;Lærer;;PPT;;;", "brukernavn", "også skrevet «teacher»"),
        ("aile;;;PPT;;;", "navn", "Navnet mangler."),
        ("berit;En annen;;PPT;leder;;", "navn", "med et annet navn"),
        ("aile;Áile;ikke en adresse;PPT;;;", "e-post", "Skriv én e-postadresse"),
        ("aile;Áile;a@b.no, c@d.no;PPT;;;", "e-post", "Skriv én e-postadresse"),
        ("aile;Áile;;Baksallen skole;;;", "enhet", "Mente du «Baksalen skole»?"),
        ("aile;Áile;;Åskollen skole;;;", "enhet", "Ingen enhet heter «Åskollen skole»."),
        ("aile;Áile;;PPT;sjef;;", "rolle", "Skriv fagperson, mottak eller leder."),
        ("aile;Áile;;;leder;;", "rolle", "Skriv enheten også."),
        ("aile;Áile;;PPT;;;31.02.2027", "til", "Skriv dagen som 31.12.2026."),
        ("aile;Áile;;PPT;;;snart", "til", "Skriv dagen som 31.12.2026."),
        ("aile;Áile;;PPT;;;1.1.9999", "til", "for langt fram"),
        ("aile;Áile;;;;;31.12.2027", "til", "Skriv enheten også."),
        ("berit;Berit Bø;;PPT;;rektor;", "enhet", "står to ganger, med ulikt yrke eller ulik siste dag"),
        ("aile;Áile;;PPT;;" + "x" * 61 + ";", "yrke", "høyst 60 tegn"),
        ("aile;" + "x" * 121 + ";;PPT;;;", "navn", "høyst 120 tegn"),
        ("aile;Á\0ile;;PPT;;;", "navn", "et tegn som ikke kan lagres"),
    ],
)
def test_a_wrong_row_is_said_with_its_number_its_column_and_why(cast, row, column, reason):
    client = as_(cast.administrator)
    page = send(client, csv_of(RIGHT, row))
    said = words(page)
    assert f"3 {column}" in said
    assert reason in said
    assert "Én rad er feil" in said
    assert digest(page) == ""
    press(client, page)
    assert (named("berit"), named("aile")) == (None, None)


def test_units_of_another_municipality_are_not_told_of(cast):
    page = shown(cast, csv_of("aile;Áile;;Åskollen skol;;;"))
    assert "Åskollen skole" not in page


def test_rows_with_the_same_mistake_are_said_together(cast):
    rows = [f"a{number};Áile;;Nord;;;" for number in range(3)]
    page = shown(cast, csv_of(*rows, RIGHT, "a9;Áile;;Nord;;;", "b;Berit;;Sør;;;"))
    assert "2–4, 6 enhet Ingen enhet heter «Nord»." in page
    assert "5 rader er feil" in page


def test_a_name_that_two_units_have_needs_the_service(cast):
    with as_system("test: the same name again"):
        twin = make_unit(cast.home, "barnehage", "Baksalen skole")
    headers = f"{HEADERS};tjeneste"
    page = shown(cast, csv_of("aile;Áile;;Baksalen skole;;;;", headers=headers))
    assert "tjeneste Flere enheter heter «Baksalen skole». Skriv tjenesten også: barnehage, skole." in page
    page = shown(cast, csv_of("aile;Áile;;Baksalen skole;;;;ppt", headers=headers))
    assert "er ikke i denne tjenesten, men i: barnehage, skole." in page
    load(cast, csv_of("aile;Áile;;Baksalen skole;;;;Barnehage", headers=headers))
    with as_system("test: where"):
        assert twin.memberships.get().user.username == "aile"


def test_a_unit_that_is_not_in_use_is_none(cast):
    with as_system("test: closed"):
        cast.ppt.active = False
        cast.ppt.save()
    assert "Ingen enhet heter «PPT»." in shown(cast, csv_of("aile;Áile;;PPT;;;"))


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        (f"{person_key(1)};", "leier-id", "hører sammen. Skriv begge."),
        (f"123;{TENANT}", "objekt-id", "En id fra Entra ID ser slik ut"),
        (f"{person_key(1)};kommunen", "objekt-id", "En id fra Entra ID ser slik ut"),
    ],
)
def test_an_identity_that_is_none_is_said(cast, cells, column, reason):
    page = shown(cast, csv_of(f"aile;Áile;;PPT;;;;{cells}", headers=f"{HEADERS};objekt-id;leier-id"))
    assert f"2 {column} " in page
    assert reason in page


def test_one_identity_is_one_person(cast):
    rows = [f"{name};Áile;;PPT;;;;{person_key(1)};{TENANT}" for name in ("aile", "berit")]
    rows.append(f"aile;Áile;;PPT;leder;;;{person_key(2)};{TENANT}")
    page = shown(cast, csv_of(*rows, headers=f"{HEADERS};objekt-id;leier-id"))
    assert "3 objekt-id Den samme objekt-id-en står på to brukernavn." in page
    assert "4 objekt-id Brukernavnet står med en annen objekt-id lenger oppe i filen." in page


def test_two_addresses_of_one_person_are_told_of(cast):
    page = shown(cast, csv_of("aile;Áile;a@eksempel.no;PPT;;;", "aile;Áile;b@eksempel.no;PPT;leder;;"))
    assert "3 e-post Brukernavnet står med en annen adresse lenger oppe i filen." in page


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ("navn;enhet", "Kolonnen «brukernavn» mangler."),
        ("enhet;rolle", "Kolonnen «brukernavn» og «navn» mangler."),
        ("brukernavn;navn;Navn", "Kolonnen «navn» står to ganger."),
        (";".join(f"k{number}" for number in range(61)), "for mange kolonner"),
    ],
)
def test_columns_that_are_wrong_are_said(cast, headers, said):
    assert said in shown(cast, csv_of("aile;Áile;PPT", headers=headers))


def test_columns_that_nobody_knows_are_named_and_left_out(cast):
    file = csv_of("12345;aile;Áile;PPT;x", headers="Lønnstrinn;BRUKER NAVN;  navn ;Enhet*;<b>kjønn</b>")
    page = shown(cast, file)
    assert "Kolonner vi ikke bruker Lønnstrinn, <b>kjønn</b>" in page
    load(cast, file)
    assert places("aile") == [("PPT", "caseworker", "")]
