"""Answers that a browser should not have brought: each leads nowhere, says so, and is noted."""

import time

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from municipality.openid.flows import KEPT
from tests.access_log import noted


def brought(house, kind="idporten"):
    return house.issuers[kind].answer(house.begin(kind))


@pytest.mark.parametrize("state", [None, "", "another"])
def test_an_answer_without_our_state_is_refused(house, state):
    answer = brought(house) | {"state": state}
    page = house.refused(house.come_back({k: v for k, v in answer.items() if v is not None}), "state_unknown")
    assert "Innloggingen må begynne på nytt" in page
    assert house.issuers["idporten"].calls["/token"] == 0


def test_a_code_of_one_browser_is_worth_nothing_in_another(house):
    """Who plants an answer of their own in somebody's browser does not sign them in as themselves."""
    victim = Client()
    house.begin(browser=victim)
    house.refused(house.come_back(brought(house), browser=victim), "state_unknown")
    assert SESSION_KEY not in victim.session


def test_an_answer_is_taken_once(house):
    answer = brought(house)
    assert house.come_back(answer).content == b"arrived"
    assert house.browser.session[KEPT] == []
    house.arrived.clear()
    house.refused(house.come_back(answer), "state_unknown")


def test_two_requests_at_once_with_one_answer_are_one(house):
    """Both have read the session before either wrote it."""
    answer = brought(house)
    before = house.browser.session[KEPT]
    assert house.come_back(answer).content == b"arrived"
    session = house.browser.session
    session[KEPT] = before
    session.save()
    house.arrived.clear()
    house.refused(house.come_back(answer), "state_unknown")


def test_a_code_that_was_used_elsewhere_is_refused(house):
    answer = brought(house)
    house.issuers["idporten"].codes.clear()
    house.refused(house.come_back(answer), "code_refused")


def test_an_answer_of_one_provider_is_not_taken_for_anothers(house):
    """Mix-up: the code of one would be shown to the other."""
    answer = brought(house)
    house.begin("ansattporten")
    house.refused(house.come_back(answer, "ansattporten"), "state_unknown")
    assert house.issuers["ansattporten"].calls["/token"] == 0


def test_an_answer_that_says_whose_it_is_must_say_the_right_one(house):
    answer = brought(house) | {"iss": "https://ansattporten.example.no"}
    house.refused(house.come_back(answer), "answer_issuer")
    assert house.issuers["idporten"].calls["/token"] == 0
    assert house.come_back(brought(house) | {"iss": "https://idporten.example.no"}).content == b"arrived"


def test_a_provider_that_promises_to_say_so_must(house):
    house.issuers["idporten"].metadata["authorization_response_iss_parameter_supported"] = True
    house.refused(house.come_back(brought(house)), "answer_issuer")


def test_an_answer_that_comes_too_late_is_refused(house):
    answer = brought(house)
    session = house.browser.session
    session[KEPT] = [kept | {"begun": time.time() - 3600} for kept in session[KEPT]]
    session.save()
    house.refused(house.come_back(answer), "state_unknown")


def test_parameters_that_come_twice_are_not_there(house):
    answer = brought(house)
    house.refused(house.come_back({**answer, "state": [answer["state"], "x"]}), "state_unknown")
    answer = brought(house)
    house.refused(house.come_back({**answer, "code": [answer["code"], "x"]}), "code_missing")


@pytest.mark.parametrize(
    ("error", "reason", "title"),
    [
        ("access_denied", "cancelled", "Du avbrøt innloggingen"),
        ("temporarily_unavailable", "provider_down", "ID-porten svarer ikke akkurat nå"),
        ("invalid_request", "error_answer", "Vi kunne ikke logge deg inn"),
        ("<script>", "error_answer", "Vi kunne ikke logge deg inn"),
    ],
)
def test_what_a_provider_says_went_wrong_is_said_in_our_words(house, error, reason, title):
    state = house.issuers["idporten"].question(house.begin())["state"]
    answer = house.come_back(
        {"state": state, "error": error, "error_description": "eyJ <b>ring 12345678</b>"}
    )
    page = house.refused(answer, reason)
    assert title in page
    assert "12345678" not in page + house.log.text
    assert "<script>" not in page


def test_another_site_cannot_make_us_say_what_went_wrong(house):
    house.refused(house.come_back({"error": "access_denied", "state": "x"}), "state_unknown")


def test_who_begins_anew_comes_where_they_were_going(house):
    page = house.refused(house.sign_in(asking={"next": "/varsler/"}, acr=None), "level_too_low")
    assert 'href="/logg-inn/idporten/?next=%2Fvarsler%2F"' in page


def test_the_page_shows_the_same_way_and_the_others(house):
    page = house.refused(house.come_back({}), "state_unknown")
    first, _, others = page.partition("Andre måter å logge inn på")
    assert "/logg-inn/idporten/" in first
    assert "/logg-inn/entra/" not in first
    assert "/logg-inn/entra/" in others
    assert "/logg-inn/idporten/" not in others


@pytest.mark.parametrize(
    "after",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil", "/%0d%0a/x"],
)
def test_nobody_is_led_to_another_site(house, after):
    house.sign_in(asking={"next": after})
    assert house.arrived[0][2] in ("/", "/%0d%0a/x")


def test_where_to_go_is_what_was_asked_for_at_the_beginning(house):
    """Not what the answer brings."""
    house.come_back(brought(house) | {"next": "/varsler/"})
    assert house.arrived[0][2] == "/"


def test_somebody_who_is_in_and_presses_back_is_led_on_and_nothing_is_noted(cast, house):
    house.browser.force_login(cast.teacher)
    begun = len(noted())
    answer = house.come_back({"code": "x", "state": "used"})
    assert (answer.status_code, answer.url) == (302, "/")
    assert len(noted()) == begun


def test_an_answer_is_a_visit_and_nothing_else(house):
    answer = brought(house)
    assert house.browser.post("/logg-inn/idporten/svar/", answer).status_code in (403, 405)
    assert house.browser.head("/logg-inn/idporten/svar/", answer).status_code == 405
    assert house.come_back(answer).content == b"arrived"


def test_no_host_that_a_request_names_is_ever_registered(house, settings):
    settings.ALLOWED_HOSTS = ["*"]
    answer = house.browser.get("/logg-inn/idporten/", headers={"host": "evil.example"})
    asked = house.issuers["idporten"].question(answer.url)
    assert asked["redirect_uri"] == f"{settings.PUBLIC_URL}/logg-inn/idporten/svar/"
