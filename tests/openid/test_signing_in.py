"""The way there and back, as it goes when all is well: what we ask, and what we then know."""

import json
import time
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from municipality.people.identity_number import parse
from municipality.signin.handed_over import GUESSED
from municipality.signin.proof import BodyIdentity, EmployeeIdentity, ResidentIdentity
from tests.cast import synthetic_number, years_ago
from tests.openid.conftest import HIGH, PERSON, RESOURCE, SUBSTANTIAL, TENANT

HOUR_AGO, HOUR_AHEAD = int(time.time()) - 3600, int(time.time()) + 3600


def test_somebody_who_signs_in_arrives_with_who_how_and_when(house):
    answer = house.sign_in(asking={"next": "/varsler/"})

    assert answer.content == b"arrived"
    [(identity, proof, after)] = house.arrived
    assert isinstance(identity, ResidentIdentity)
    assert identity.number.digits == house.issuers["idporten"].claims["pid"]
    assert (proof.way, proof.level, proof.issuer) == ("idporten", HIGH, "https://idporten.example.no")
    assert (proof.subject, proof.session, after) == ("pairwise-1", "session-1", "/varsler/")
    assert abs((datetime.now(UTC) - proof.at).total_seconds()) < 60
    assert proof.id_token.count(".") == 2


def test_an_employee_is_known_by_tenant_and_object_and_by_no_name(house):
    house.sign_in("entra", preferred_username="somebody@example.no")
    assert house.arrived[0][0] == EmployeeIdentity(tenant=TENANT, person=PERSON)


def test_a_partner_is_known_by_body_and_number(house):
    house.sign_in("ansattporten")
    identity = house.arrived[0][0]
    assert isinstance(identity, BodyIdentity)
    assert identity.organisation == "313131319"


def test_what_we_ask_for_is_bound_to_this_sign_in(house):
    asked = house.issuers["idporten"].question(house.begin())
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"].endswith("/logg-inn/idporten/svar/")
    assert asked["acr_values"] == HIGH
    assert asked["ui_locales"] == "nb"
    again = house.issuers["idporten"].question(house.begin())
    for secret in ("state", "nonce", "code_challenge"):
        assert len(asked[secret]) >= 43
        assert asked[secret] != again[secret]


def test_where_a_provider_takes_pushed_requests_the_browser_carries_nothing_of_it(house):
    issuer = house.issuers["idporten"]
    issuer.pushes()
    address = house.begin()
    assert set(address.partition("?")[2].split("&")) == {
        "client_id=client-idporten",
        "request_uri=urn%3Arequest%3A0",
    }
    assert issuer.question(address)["nonce"]
    assert house.come_back(issuer.answer(address)).content == b"arrived"


def test_a_pushed_request_that_is_not_taken_ends_on_a_page(house):
    issuer = house.issuers["idporten"]
    issuer.pushes()
    issuer.instead["/par"] = 400, b'{"error": "invalid_client", "error_description": "eyJ"}'
    house.refused(house.browser.get("/logg-inn/idporten/"), "request_refused")


@pytest.mark.parametrize(
    ("kind", "algorithm", "audience"),
    [
        ("idporten", "ES256", "https://idporten.example.no"),
        ("ansattporten", "ES256", "https://ansattporten.example.no"),
        ("entra", "PS256", f"https://entra.example.no/{TENANT}/v2.0/token"),
    ],
)
def test_we_show_who_we_are_by_a_note_that_is_good_for_a_minute(house, kind, algorithm, audience):
    house.sign_in(kind)
    [shown] = house.issuers[kind].assertions
    assert shown.header["alg"] == algorithm
    assert shown.claims["aud"] == audience
    assert shown.claims["exp"] - shown.claims["iat"] == 60
    assert abs(shown.claims["iat"] - time.time()) < 60
    assert len(shown.claims["jti"]) >= 32
    assert shown.header.get("x5t#S256") == ("x" if kind == "entra" else None)


def test_ansattporten_is_asked_which_body(house):
    asked = house.issuers["ansattporten"].question(house.begin("ansattporten"))
    assert json.loads(asked["authorization_details"])[0]["resource"] == RESOURCE


def test_a_fresh_sign_in_is_asked_for_and_checked(house):
    asked = house.issuers["entra"].question(house.begin("entra", fersk="1", rolle="administrator"))
    assert (asked["max_age"], asked["prompt"]) == ("0", "login")
    session = house.browser.session
    session[GUESSED] = True
    session.save()
    assert house.issuers["entra"].question(house.begin("entra"))["prompt"] == "login"
    assert house.sign_in("entra", asking={"fersk": "1"}).content == b"arrived"


@pytest.mark.parametrize("shown", [HOUR_AGO, HOUR_AHEAD], ids=["ago", "ahead"])
def test_one_that_is_not_fresh_is_refused(house, shown):
    house.refused(house.sign_in("entra", asking={"fersk": "1"}, auth_time=shown), "not_fresh")


@pytest.mark.parametrize("shown", [None, True, "now"])
def test_one_that_does_not_say_when_is_no_fresh_one(house, shown):
    house.refused(house.sign_in("entra", asking={"fersk": "1"}, auth_time=shown), "time_missing")


def test_without_a_time_what_was_shown_counts_as_long_ago(house):
    house.sign_in("entra", auth_time=None)
    assert house.arrived[0][1].at.year == 1970


def test_two_tabs_at_once_each_keep_their_own(house):
    issuer = house.issuers["idporten"]
    first, second = house.begin(next="/varsler/"), house.begin(next="/undringer/")
    assert house.come_back(issuer.answer(second)).content == b"arrived"
    assert house.come_back(issuer.answer(first)).content == b"arrived"
    assert [after for *_, after in house.arrived] == ["/undringer/", "/varsler/"]


def test_five_tabs_are_kept_and_the_sixth_takes_the_place_of_the_first(house):
    tabs = [house.begin() for _ in range(6)]
    house.refused(house.come_back(house.issuers["idporten"].answer(tabs[0])), "state_unknown")
    assert house.come_back(house.issuers["idporten"].answer(tabs[1])).content == b"arrived"


def test_a_young_person_may_come_in_lower_and_a_grown_up_by_the_same_link_may_not(house):
    young = {"rolle": "young"}
    assert house.issuers["idporten"].question(house.begin(**young))["acr_values"] == SUBSTANTIAL
    house.refused(house.sign_in(asking=young), "level_too_low")
    assert house.sign_in(asking=young, pid=synthetic_number(years_ago(16)).digits).content == b"arrived"


def test_whose_number_says_no_day_counts_as_a_grown_up(house):
    """No table says the century of these digits; ID-porten vouches for the number all the same."""
    pid = "15814550033"
    assert parse(pid, on=timezone.localdate()).says is None
    house.refused(house.sign_in(asking={"rolle": "young"}, pid=pid), "level_too_low")


def test_a_grown_up_who_showed_more_than_the_young_need_comes_in_by_their_link(house):
    assert house.sign_in(asking={"rolle": "young"}, acr=HIGH).content == b"arrived"


def test_a_role_that_the_provider_does_not_let_in_is_nobodys_level(house):
    """Nobody asks for less by naming another role."""
    asked = house.issuers["idporten"].question(house.begin(rolle="staff"))
    assert asked["acr_values"] == HIGH


def test_each_way_stands_on_the_sign_in_page(house):
    page = house.browser.get("/logg-inn/", {"next": "/varsler/"}).content.decode()
    for label in (
        "Logg inn som ansatt",
        "Logg inn med ID-porten",
        "Logg inn for samarbeidspartnere",
        "MinID",
    ):
        assert label in page
    assert 'href="/logg-inn/idporten/?next=%2Fvarsler%2F"' in page
    assert 'href="/logg-inn/idporten/?next=%2Fvarsler%2F&amp;rolle=young"' in page


def test_nobody_is_asked_for_more_than_a_provider_that_there_is(house):
    assert house.browser.get("/logg-inn/finnes-ikke/").status_code == 404


def test_the_provider_is_asked_what_it_says_of_itself_once(house):
    house.sign_in()
    house.sign_in()
    assert house.issuers["idporten"].calls["/.well-known/openid-configuration"] == 1
    assert house.issuers["idporten"].calls["/jwks"] == 1
