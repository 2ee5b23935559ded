"""Out at the provider when one leaves us, and out here when one leaves there."""

import html
import re
import time
import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from joserfc import jwt

from municipality.openid import leaving, views
from municipality.openid.failures import Failed, Reason
from municipality.openid.logout_token import EVENT
from municipality.signin.arriving import arrive_as
from tests.openid.issuer import part, rsa_key


@pytest.fixture
def ended(monkeypatch):
    """What was asked of the house to end."""
    ended = []
    monkeypatch.setattr(views, "sessions_end", lambda **of: ended.append(of))
    return ended


def claims(**changes):
    now = int(time.time())
    all_claims = {
        "iss": "https://idporten.example.no",
        "aud": "client-idporten",
        "iat": now,
        "exp": now + 120,
        "jti": str(uuid.uuid4()),
        "sub": "pairwise-1",
        "sid": "session-1",
        "events": {EVENT: {}},
        **changes,
    }
    return {name: value for name, value in all_claims.items() if value is not None}


def told(house, token, kind="idporten"):
    """The provider's server tells us, with no cookie and no token of ours."""
    return Client(enforce_csrf_checks=True).post(f"/logg-inn/{kind}/utlogget/", {"logout_token": token})


def refused(house, answer, reason):
    assert answer.status_code == 400
    assert answer.content == b""
    assert answer["Cache-Control"] == "no-store"
    [line] = [one.getMessage() for one in house.log.records if "is not taken" in one.getMessage()]
    assert line == f"A logout of idporten is not taken: {reason}."


def test_a_logout_token_ends_the_sessions_of_its_session(house, ended):
    answer = told(house, house.issuers["idporten"].signed(claims(), typ="logout+jwt"))
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Cache-Control"] == "no-store"
    assert ended == [
        {"issuer": "https://idporten.example.no", "subject": "pairwise-1", "session": "session-1"}
    ]


@pytest.mark.parametrize("missing", ["sid", "sub", "exp"])
def test_session_or_subject_will_do_and_an_end_is_not_needed(house, ended, missing):
    assert told(house, house.issuers["idporten"].signed(claims(**{missing: None}))).status_code == 200
    assert len(ended) == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"nonce": "x"}, "logout_nonce"), ({"nonce": ""}, "logout_nonce"),
        ({"events": None}, "logout_event"), ({"events": {}}, "logout_event"), ({"events": [EVENT]}, "logout_event"),
        ({"events": {EVENT: "yes"}}, "logout_event"), ({"sub": None, "sid": None}, "logout_nobody"),
        ({"jti": None}, "logout_nobody"), ({"iss": "https://ansattporten.example.no"}, "token_issuer"),
        ({"aud": "client-ansattporten"}, "token_audience"), ({"aud": None}, "token_audience"),
        ({"iat": None}, "token_future"), ({"iat": time.time() + 3600}, "token_future"),
        ({"iat": time.time() - 3600}, "logout_old"), ({"exp": time.time() - 3600}, "token_expired"),
        ({"exp": "never"}, "token_expired"),
    ],
)  # fmt: skip
def test_a_logout_token_that_is_not_one_ends_nothing(house, ended, changes, reason):
    refused(house, told(house, house.issuers["idporten"].signed(claims(**changes))), reason)
    assert ended == []


def test_a_logout_token_is_taken_once(house, ended):
    token = house.issuers["idporten"].signed(claims())
    assert told(house, token).status_code == 200
    refused(house, told(house, token), "logout_replayed")
    assert len(ended) == 1


def test_the_token_of_somebody_who_signs_in_logs_nobody_out(house, ended):
    """An ID token has come to the person's browser: with it they could end others' sessions of the same subject."""
    house.sign_in()
    refused(house, told(house, house.arrived[0][1].id_token), "logout_event")
    assert ended == []


def test_a_logout_token_signs_nobody_in(house):
    house.issuers["idporten"].sign = lambda asked: house.issuers["idporten"].signed(claims(aud=asked["aud"]))
    house.refused(house.sign_in(), "token_nonce")


def test_a_logout_token_that_nobody_or_somebody_else_has_signed_ends_nothing(house, ended):
    key = house.issuers["idporten"].key
    unsigned = f"{part({'alg': 'none', 'kid': key.kid})}.{part(claims())}."
    assert told(house, unsigned).status_code == 400
    assert told(house, house.issuers["ansattporten"].signed(claims())).status_code == 400
    assert (
        told(
            house, house.issuers["idporten"].signed(claims(), key=rsa_key("forged"), kid=key.kid)
        ).status_code
        == 400
    )
    assert told(house, jwt.encode({"alg": "RS256"}, claims(), key)).status_code == 400
    assert ended == []


@pytest.mark.parametrize("sent", [{}, {"logout_token": ""}, {"logout_token": "x"}, {"other": "x"}])
def test_what_is_no_token_ends_nothing(house, ended, sent):
    assert house.browser.post("/logg-inn/idporten/utlogget/", sent).status_code == 400
    assert ended == []


FRONT = {"iss": "https://entra.example.no/5b1f0000-0000-4000-8000-000000000001/v2.0", "sid": "session-1"}


def test_a_frame_of_the_provider_ends_the_session_that_it_names(house, ended):
    answer = Client().get("/logg-inn/entra/utlogget/", FRONT)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert ended == [{"issuer": FRONT["iss"], "session": "session-1"}]


def test_entra_names_only_the_session(house, ended):
    """A habit of its own, against the text: the issuer is left out."""
    assert Client().get("/logg-inn/entra/utlogget/", {"sid": "session-1"}).status_code == 200
    assert ended == [{"issuer": FRONT["iss"], "session": "session-1"}]
    assert Client().get("/logg-inn/idporten/utlogget/", {"sid": "session-1"}).status_code == 400
    assert len(ended) == 1


@pytest.mark.parametrize(
    "change",
    [{"iss": "https://idporten.example.no"}, {"iss": ""}, {"sid": ""}, {"sid": "x" * 256}, {"sid": "\0"}],
)
def test_a_frame_that_does_not_name_a_session_of_this_provider_ends_nothing(house, ended, change):
    assert Client().get("/logg-inn/entra/utlogget/", FRONT | change).status_code == 400
    assert ended == []


@pytest.fixture
def teacher_in(house, cast, monkeypatch):
    """The teacher has signed in by ID-porten's way, and everything is as it is outside of tests."""
    monkeypatch.setattr(
        views,
        "arrive",
        lambda request, _who, proof, *, after: arrive_as(request, cast.teacher.pk, proof, after=after),
    )
    answer = house.sign_in(asking={"next": "/varsler/"})
    assert (answer.status_code, answer.url) == (302, "/varsler/")
    assert house.browser.get("/varsler/").status_code == 200
    return cast.teacher


def test_signing_in_gives_the_session_a_new_name(house, cast, monkeypatch):
    """Fixation: who knew the session before does not share it afterwards."""
    monkeypatch.setattr(
        views,
        "arrive",
        lambda request, _who, proof, *, after: arrive_as(request, cast.teacher.pk, proof, after=after),
    )
    address = house.begin()
    before = house.browser.cookies["session"].value
    house.come_back(house.issuers["idporten"].answer(address))
    assert house.browser.session[SESSION_KEY]
    assert house.browser.cookies["session"].value != before
    stale = Client()
    stale.cookies["session"] = before
    assert stale.get("/varsler/").status_code == 302


def test_who_is_logged_out_there_is_out_here_from_the_next_request(house, teacher_in):
    assert told(house, house.issuers["idporten"].signed(claims())).status_code == 200
    assert house.browser.get("/varsler/").status_code == 302


def test_another_session_there_ends_nothing_here(house, teacher_in):
    assert told(house, house.issuers["idporten"].signed(claims(sid="another"))).status_code == 200
    assert house.browser.get("/varsler/").status_code == 200


def test_who_leaves_us_is_led_to_leave_there_too(house, teacher_in):
    answer = house.browser.post("/logg-ut/")

    assert SESSION_KEY not in house.browser.session
    assert answer.status_code == 200
    [address] = set(
        re.findall(r'(?:href="|url=)(https://idporten[^"]+)"', html.unescape(answer.content.decode()))
    )
    assert "Du er logget ut." in answer.content.decode()
    asked = {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}
    assert address.startswith("https://idporten.example.no/logout?")
    assert asked["post_logout_redirect_uri"].endswith("/logg-inn/idporten/farvel/")
    assert asked["id_token_hint"].count(".") == 2
    back = house.browser.get("/logg-inn/idporten/farvel/", {"state": asked["state"]}, follow=True)
    assert "Du er logget ut, også av ID-porten." in back.content.decode()


def test_who_comes_back_from_another_logout_than_ours_is_told_nothing(house, teacher_in):
    house.browser.post("/logg-ut/")
    page = house.browser.get("/logg-inn/idporten/farvel/", {"state": "another"}, follow=True)
    assert "også av" not in page.content.decode()


@pytest.mark.parametrize("state", ["", "another"])
def test_who_was_not_led_out_is_told_nothing(house, state):
    page = house.browser.get("/logg-inn/idporten/farvel/", {"state": state}, follow=True)
    assert page.redirect_chain == [("/", 302)]
    assert "også av" not in page.content.decode()


def down(_provider):
    raise Failed(Reason.PROVIDER_DOWN)


@pytest.mark.parametrize("metadata_of", [down, lambda _provider: {}])
def test_where_a_provider_has_no_way_out_or_is_down_one_is_out_here_all_the_same(
    house, teacher_in, monkeypatch, metadata_of
):
    monkeypatch.setattr(leaving, "metadata_of", metadata_of)
    answer = house.browser.post("/logg-ut/")
    assert (answer.status_code, answer.url) == (302, "/")
    assert SESSION_KEY not in house.browser.session
