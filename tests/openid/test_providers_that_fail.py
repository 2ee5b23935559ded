"""A provider that is away, slow, or says what it must not; and one that has changed its keys."""

import time
import uuid

import pytest
import requests
from django.utils import timezone

from municipality.access.identity import as_system
from municipality.scim.models import ScimToken
from tests.access_log import noted
from tests.openid.conftest import TENANT
from tests.openid.issuer import rsa_key

CONFIGURATION = "/.well-known/openid-configuration"


@pytest.mark.parametrize(
    "instead",
    [
        requests.ConnectionError("https://idporten.example.no eyJ"), requests.Timeout("x"), OSError("x"),
        requests.exceptions.SSLError("x"), (500, b"{}"), (503, b"down"), (200, b"<html>"), (200, b"[]"),
        (200, b"\xff"), (302, b"{}"), (200, b"[" * 100_000),
        (200, b'{"a": "' + b"x" * 300_000 + b'"}'),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("path", [CONFIGURATION, "/token", "/jwks"])
def test_a_provider_that_is_down_is_said_to_be_and_the_other_ways_stay_open(house, path, instead):
    issuer = house.issuers["idporten"]
    issuer.instead[path] = instead
    answer = house.browser.get("/logg-inn/idporten/") if path == CONFIGURATION else house.sign_in()
    refused_code = path == "/token" and instead == (302, b"{}")
    page = house.refused(answer, "code_refused" if refused_code else "provider_down")
    assert "/logg-inn/entra/" in page
    if not refused_code:
        assert answer.status_code == 502
        assert "ID-porten svarer ikke akkurat nå" in page


def test_a_provider_that_is_down_is_not_asked_by_everybody_who_comes(house):
    issuer = house.issuers["idporten"]
    issuer.instead[CONFIGURATION] = requests.Timeout("x")
    for _ in range(3):
        house.refused(house.browser.get("/logg-inn/idporten/"), "provider_down")
    assert issuer.calls[CONFIGURATION] == 1
    house.begin("entra")


def test_an_answer_that_drips_is_not_waited_for(house, monkeypatch):
    ticks = iter(range(0, 1000, 20))
    monkeypatch.setattr(time, "monotonic", lambda: next(ticks))
    house.refused(house.browser.get("/logg-inn/idporten/"), "provider_down")


def test_we_wait_shortly_and_follow_nobody(house, monkeypatch):
    seen = []
    real = requests.Session.request

    def request(self, method, url, **options):
        seen.append(
            (options["timeout"], options["allow_redirects"], options.get("verify", True), self.verify)
        )
        return real(self, method, url, **options)

    monkeypatch.setattr(requests.Session, "request", request)
    house.sign_in()
    assert set(seen) == {((2.0, 5.0), False, True, True)}


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://ansattporten.example.no"}, {"issuer": "https://idporten.example.no/"}, {"issuer": None},
        {"token_endpoint": "http://idporten.example.no/token"}, {"jwks_uri": None},
        {"authorization_endpoint": "javascript:x"},
        {"end_session_endpoint": "http://x"}, {"pushed_authorization_request_endpoint": 5},
    ],
    ids=str,
)  # fmt: skip
def test_a_provider_that_says_it_is_another_or_leads_where_nothing_is_sealed_is_not_gone_to(house, change):
    house.issuers["idporten"].metadata |= change
    house.refused(house.browser.get("/logg-inn/idporten/"), "metadata_wrong")


def test_a_token_endpoint_that_does_not_know_us_is_our_own_fault_and_says_so_in_the_log(house):
    house.issuers["idporten"].instead["/token"] = 401, b'{"error": "invalid_client"}'
    house.refused(house.sign_in(), "request_refused")


def test_an_answer_without_a_token_is_refused(house):
    house.issuers["idporten"].instead["/token"] = 200, b'{"access_token": "x"}'
    house.refused(house.sign_in(), "token_missing")


def test_a_new_key_is_fetched_once_and_a_made_up_one_not_again_within_a_minute(house):
    issuer = house.issuers["idporten"]
    house.sign_in()
    issuer.key = rsa_key("the next")
    issuer.keys.append(issuer.key.as_dict(private=False))
    assert house.sign_in().content == b"arrived"
    assert issuer.calls["/jwks"] == 2
    issuer.sign = lambda claims: issuer.signed(claims, kid="made up")
    house.arrived.clear()
    for _ in range(3):
        house.refused(house.sign_in(), "token_key")
    assert issuer.calls["/jwks"] == 2


def test_a_key_that_was_taken_away_is_forgotten(house, monkeypatch):
    issuer = house.issuers["idporten"]
    house.sign_in()
    issuer.keys = [rsa_key("the next").as_dict(private=False)]
    from django.core.cache import cache

    now = time.time()
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: now + 3700)
    monkeypatch.setattr("django.core.cache.backends.base.time.time", lambda: now + 3700)
    assert cache.get("nothing") is None
    house.arrived.clear()
    house.refused(house.sign_in(auth_time=None), "token_key")


def test_a_sign_in_that_fails_is_noted_where_the_tenants_directory_is_and_else_nowhere(house, cast):
    with as_system("test: a directory"):
        ScimToken.objects.create(municipality=cast.home, tenant=TENANT, hash="x", made_at=timezone.now())
    house.refused(house.sign_in("entra", tid=str(uuid.uuid4())), "tenant_not_allowed")
    house.refused(house.sign_in("idporten", acr="idporten-loa-low"), "level_too_low")
    assert [one.event.municipality_id for one in noted(act="sign_in.failed")] == [cast.home.pk, None]
