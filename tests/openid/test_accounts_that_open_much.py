"""What a provider's word is enough for: an account may ask for more than the sign-in that led to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from municipality.openid import buttons
from municipality.openid.flows import LONGEST
from municipality.openid.providers import Kind, Role
from municipality.signin.proof import Proof
from municipality.signin.ways import guard_of, name_of
from tests.openid.conftest import HIGH, SUBSTANTIAL


@pytest.fixture
def guard(house, settings):
    acr = {Role.STAFF: "one", Role.ADMINISTRATOR: "two"}
    [entra] = [one for one in settings.SIGN_IN_PROVIDERS if one.kind is Kind.ENTRA]
    much = replace(entra, acr=acr, levels=("one", "two"), max_age={Role.ADMINISTRATOR: 60})
    settings.SIGN_IN_PROVIDERS = (much,)
    buttons.register()
    return the_guard("entra")


def the_guard(way):
    guard = guard_of(way)
    assert guard is not None
    return guard


def proof(level, seconds=0):
    return Proof(way="entra", at=datetime.now(UTC) - timedelta(seconds=seconds), level=level)


def test_an_administrator_needs_what_an_employee_does_not(cast, guard):
    assert guard.is_enough(proof("one"), cast.teacher)
    assert not guard.is_enough(proof("one"), cast.administrator)
    assert guard.is_enough(proof("two"), cast.administrator)


def test_what_was_shown_long_ago_will_do_for_an_employee_only(cast, guard):
    assert guard.is_enough(proof("two", 86_400), cast.teacher)
    assert not guard.is_enough(proof("two", 61 + LONGEST), cast.administrator)


def test_who_has_shown_too_little_shows_it_anew_for_that_account(cast, guard, house):
    address = guard.again(proof("one"), cast.administrator, "/organisasjon/")
    asked = house.issuers["entra"].question(house.browser.get(address).url)
    assert (asked["acr_values"], asked["prompt"], asked["max_age"]) == ("two", "login", "0")
    answer = house.issuers["entra"].answer(house.browser.get(address).url, acr="two")
    house.come_back(answer, "entra")
    assert house.arrived[0][2] == "/organisasjon/"


@pytest.mark.parametrize(("level", "asked"), [(HIGH, HIGH), (SUBSTANTIAL, SUBSTANTIAL)])
def test_a_young_person_shows_anew_what_they_can_and_a_grown_up_what_they_must(cast, house, level, asked):
    """Who came in by less has been found young enough for it."""
    guard, shown = the_guard("idporten"), Proof(way="idporten", at=datetime.now(UTC), level=level)
    assert guard.is_enough(shown, cast.youth)
    address = guard.again(shown, cast.youth, "/")
    assert house.issuers["idporten"].question(house.browser.get(address).url)["acr_values"] == asked


def test_a_partner_shows_anew_for_the_same_account(cast, house):
    guard, shown = the_guard("ansattporten"), Proof(way="ansattporten", at=datetime.now(UTC), level="high")
    assert guard.is_enough(shown, cast.teacher)
    assert not guard.is_enough(replace(shown, level="substantial"), cast.teacher)
    address = guard.again(shown, cast.teacher, "/")
    assert house.issuers["ansattporten"].question(house.browser.get(address).url)["prompt"] == "login"


def test_each_way_has_the_name_that_people_call_it_by(house):
    assert [name_of(kind) for kind in Kind] == ["Microsoft", "ID-porten", "Ansattporten"]
