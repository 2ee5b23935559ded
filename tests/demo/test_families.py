"""The demo's people are consistent: synthetic numbers, units that exist, and only what the rules allow."""

from datetime import date
from pathlib import Path

import pytest
import yaml

import municipality.organisation
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.schema import read_organisation
from municipality.people.identity_number import parse
from tests.cast import born_as

DATA = Path(municipality.organisation.__file__).parent / "data"
DEMO = yaml.safe_load((Path(__file__).parents[2] / "demo/families.yaml").read_text(encoding="utf-8"))
PERSONAS = {persona["username"]: persona for persona in DEMO["personas"]}
FAMILIES = DEMO["families"]
LOGS = [(family, family["log"]) for family in FAMILIES if family["log"]]
LOG_IDS = [family["key"] for family, _log in LOGS]
DEMO_MONTH = date(2026, 11, 20)


def people(family):
    return [*family["children"], *family["adults"]]


def age(person):
    born = born_as(parse(person["identity_number"], on=DEMO_MONTH))
    return DEMO_MONTH.year - born.year - ((DEMO_MONTH.month, DEMO_MONTH.day) < (born.month, born.day))


def units():
    said = {name: read_organisation(DATA / f"{name}.yaml") for name in ("hammerfest", "drammen")}
    return {organisation.number: {unit.name for unit in organisation.units} for organisation in said.values()}


def test_there_are_the_personas_that_the_line_needs():
    assert set(PERSONAS) == {
        *("larer", "larer2", "rektor", "helsesykepleier", "ppt", "barnevern", "nav", "fastlege"),
        *("koordinator", "ostleder", "navleder", "radmann", "skolesjef", "utpekt"),
        *("administrator", "personvernombud", "mor", "far", "ungdom", "fremmed"),
    }
    assert PERSONAS["rektor"]["roles"] == ["leader"]
    assert PERSONAS["fremmed"]["municipality"] == "3301"


@pytest.mark.parametrize("persona", PERSONAS.values(), ids=PERSONAS)
def test_staff_have_a_unit_of_their_municipality_or_take_a_leaders_place_and_nobody_else_does(persona):
    if persona["account_type"] == "staff" and "steps_in" not in persona:
        assert persona["unit"] in units()[persona["municipality"]]
        assert persona["roles"]
        assert set(persona["roles"]) <= {"caseworker", "reception", "leader"}
    else:
        assert (persona["unit"], persona["roles"]) == (None, [])
    assert (persona["municipality"] is None) == (persona["account_type"] == "family")
    assert persona["description"].endswith(".")


def test_six_families_have_children_from_the_first_year_to_the_last_before_18():
    ages = sorted(age(child) for family in FAMILIES for child in family["children"])

    assert len(FAMILIES) == 6
    assert (ages[0], ages[-1]) == (0, 17)
    assert any(len(family["children"]) > 1 for family in FAMILIES)


def test_one_child_has_each_protection_of_the_address():
    protected = [child["address_protection"] for family in FAMILIES for child in family["children"]]

    assert protected.count("fortrolig") == 1
    assert protected.count("strengt_fortrolig") == 1
    assert set(protected) == {"none", "fortrolig", "strengt_fortrolig"}


@pytest.mark.parametrize("family", FAMILIES, ids=[family["key"] for family in FAMILIES])
def test_every_identity_number_is_synthetic_and_fits_the_birth_date(family):
    for person in people(family):
        number = parse(person["identity_number"], on=DEMO_MONTH)
        assert number.synthetic, person["key"]
        assert not number.disagrees_with(person.get("birth_date", number.says)), person["key"]
    assert min(age(adult) for adult in family["adults"]) >= 18


def test_keys_numbers_and_accounts_are_used_once():
    everybody = [person for family in FAMILIES for person in people(family)]
    accounts = [person["account"] for person in everybody if person["account"]]

    assert len({person["key"] for person in everybody}) == len(everybody)
    assert len({person["identity_number"] for person in everybody}) == len(everybody)
    assert sorted(accounts) == sorted(
        name for name, persona in PERSONAS.items() if persona["account_type"] == "family"
    )
    for person in everybody:
        if person["account"]:
            assert PERSONAS[person["account"]]["name"] == person["name"]


def test_emma_has_a_mother_with_and_a_father_without_responsibility_and_nothing_written_yet():
    family = next(family for family in FAMILIES if family["children"][0]["name"].startswith("Emma"))

    assert {adult["account"]: adult["responsibility"] for adult in family["adults"]} == {
        "mor": True,
        "far": False,
    }
    assert (family["log"], family["concern"]) == (None, None)


@pytest.mark.parametrize(("family", "log"), LOGS, ids=LOG_IDS)
def test_a_log_rests_on_a_consent_by_somebody_who_may_give_it(family, log):
    child = next(child for child in family["children"] if child["key"] == log["child"])
    adults = {adult["key"]: adult for adult in family["adults"]}

    for key in log["consent"]["by"]:
        assert adults[key]["responsibility"] if key in adults else key == child["key"] and age(child) >= 15
    assert age(child) < 16 or log["consent"]["by"] == [child["key"]]
    assert log["consent"]["how"] in ("samtale", "papir")
    assert log["consent"]["until_days"] + log["opened_days_ago"] <= 365
    assert (DEMO_MONTH - child["birth_date"]).days > log["opened_days_ago"]


@pytest.mark.parametrize(("family", "log"), LOGS, ids=LOG_IDS)
def test_a_log_is_written_by_people_of_units_whose_basis_has_the_kind(family, log):
    kinds = {unit["unit"]: unit["kinds"] for unit in log["consent"]["units"]}
    opener = PERSONAS[log["opened_by"]]
    named = {opener["username"]} | {username for names in log["named"].values() for username in names}

    assert set(kinds) <= units()["5603"]
    assert {kind for unit in kinds.values() for kind in unit} <= set(KindOfInformation.values)
    assert set(kinds) == {opener["unit"], *log["named"]}
    assert log["first_entry"]["kind"] in kinds[opener["unit"]]
    for unit, names in log["named"].items():
        assert all(PERSONAS[name]["unit"] == unit for name in names)
        assert any(
            persona["unit"] == unit and "reception" in persona["roles"] for persona in PERSONAS.values()
        )
    for entry in log["entries"]:
        assert entry["by"] in named
        assert entry["kind"] in kinds[PERSONAS[entry["by"]]["unit"]]
        assert 0 <= entry["days_ago"] <= log["opened_days_ago"]


def test_a_sibling_without_a_log_has_a_concern_of_another_unit():
    siblings = next(family for family in FAMILIES if len(family["children"]) > 1)

    assert siblings["concern"]["child"] != siblings["log"]["child"]
    assert PERSONAS[siblings["concern"]["by"]]["unit"] != PERSONAS[siblings["log"]["opened_by"]]["unit"]
    assert siblings["concern"]["since_days"] >= siblings["concern"]["days_ago"]
