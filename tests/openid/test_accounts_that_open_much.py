"""What a provider's word is enough for: an account may ask for more than the sign-in that led to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from municipality.openid import buttons
from municipality.openid.flows import LONGEST
from municipality.openid.providers import Kind, Role
from municipality.signin.proof import Proof
from municipality.signin.ways import guard_of, name_of


@pytest.fixture
def guard(house, settings):
    acr = {Role.STAFF: "one", Role.ADMINISTRATOR: "two"}
    [entra] = [one for one in settings.SIGN_IN_PROVIDERS if one.kind is Kind.ENTRA]
    much = replace(entra, acr=acr, levels=("one", "two"), max_age={Role.ADMINISTRATOR: 60})
    settings.SIGN_IN_PROVIDERS = (much,)
    buttons.register()
    return guard_of("entra")


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


def test_where_the_level_follows_from_the_provider_nobody_is_asked_twice(house):
    assert guard_of("idporten") is guard_of("ansattporten") is None
    assert name_of("idporten") == "ID-porten"
