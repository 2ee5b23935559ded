"""The demo's own provider knows the demo's people, and refuses a client that does what the real ones refuse."""

import socket
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc.jwk import ECKey

from demo.provider.people import people_of
from demo.story import read_story
from municipality.access.identity import as_system
from municipality.openid.asking import address_at, id_token_for
from municipality.openid.assertion import client_fields
from municipality.openid.discovery import metadata_of
from municipality.openid.failures import Failed
from municipality.openid.flows import Flow
from municipality.openid.identities import identity_of
from municipality.openid.providers import Kind
from municipality.people.models import AccountType, User
from municipality.signin.selectors import accounts_of
from tests.demo.provider import demo_provider

HOUSE = "http://127.0.0.1:1"
ANSWER = f"{HOUSE}/logg-inn/idporten/svar/"


@pytest.fixture
def server(tmp_path, settings, no_way):
    with demo_provider(tmp_path, HOUSE, settings) as server:
        yield server


@pytest.fixture
def provider(server, settings):
    return next(one for one in settings.SIGN_IN_PROVIDERS if one.kind is Kind.IDPORTEN)


def test_nobody_but_this_machine_reaches_it(server):
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "asked", [b"GET http://elsewhere HTTP/1.0", b"GET * HTTP/1.0", b"GET /%00/x HTTP/1.0"]
)
def test_an_address_that_is_none_is_answered_too(server, asked):
    with socket.create_connection(server.server_address, timeout=30) as line:
        line.sendall(asked + b"\r\n\r\n")
        assert b" 404 " in line.makefile("rb").readline()


def flow(**changes):
    made = {
        "provider": "idporten", "state": "s", "nonce": "n", "verifier": "v" * 43, "acr": "idporten-loa-high",
        "max_age": None, "after": "/", "begun": 0.0,
    }  # fmt: skip
    return Flow(**{**made, **changes})


def code_for(provider):
    """The first of the list is chosen."""
    page = address_at(provider, flow(), ANSWER)
    person = people_of(provider.kind)[0].key
    [name] = parse_qs(urlsplit(page).query)["request_uri"]
    sent = {"request_uri": name, "person": person}
    answer = requests.post(page, data=sent, allow_redirects=False, timeout=30)
    brought = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert brought["iss"] == [provider.issuer]
    assert brought["state"] == ["s"]
    return page, brought["code"][0]


def token_for(provider, code, **changes):
    return id_token_for(provider, metadata_of(provider), code=code, flow=flow(**changes), redirect_uri=ANSWER)


def test_a_code_is_used_once_and_a_page_too(provider):
    page, code = code_for(provider)
    assert token_for(provider, code).count(".") == 2
    with pytest.raises(Failed, match="code_refused"):
        token_for(provider, code)
    assert requests.get(page, timeout=30).status_code == 400


def test_a_code_of_another_verifier_is_refused(provider):
    _page, code = code_for(provider)
    with pytest.raises(Failed, match="code_refused"):
        token_for(provider, code, verifier="w" * 43)


def question(provider, **changes):
    fields = {
        "response_type": "code", "scope": "openid", "redirect_uri": ANSWER, "state": "s", "nonce": "n",
        "code_challenge": "c", "code_challenge_method": "S256",
    }  # fmt: skip
    return {**fields, **client_fields(provider, metadata_of(provider)), **changes}


def pushed(provider, fields):
    answer = requests.post(f"{provider.issuer}/par", data=fields, timeout=30)
    return answer.status_code, answer.json().get("error")


@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uri": "https://elsewhere.example/"}, {"code_challenge": ""}, {"code_challenge_method": "plain"},
        {"nonce": ""}, {"state": ""}, {"response_type": "token"}, {"scope": "profile"},
    ],
)  # fmt: skip
def test_a_question_that_lacks_something_is_refused(provider, wrong):
    assert pushed(provider, question(provider)) == (201, None)
    assert pushed(provider, question(provider, **wrong)) == (400, "invalid_request")


def test_who_asks_is_known_by_a_note_that_is_signed_and_shown_once(provider):
    fields = question(provider)
    assert pushed(provider, fields) == (201, None)
    assert pushed(provider, fields) == (401, "invalid_client")
    assert pushed(provider, question(provider, client_assertion="")) == (401, "invalid_client")
    assert pushed(provider, question(provider, client_id="another")) == (401, "invalid_client")
    object.__setattr__(provider, "private_key", ECKey.generate_key("P-256"))
    assert pushed(provider, question(provider)) == (401, "invalid_client")


def test_nobody_is_led_elsewhere_after_logging_out(provider):
    address = f"{provider.issuer}/logout"
    ours = {"post_logout_redirect_uri": f"{HOUSE}/logg-inn/idporten/farvel/", "state": "s"}
    led = requests.get(address, params=ours, allow_redirects=False, timeout=30)
    assert (led.status_code, led.headers["Location"]) == (303, f"{HOUSE}/logg-inn/idporten/farvel/?state=s")
    elsewhere = {"post_logout_redirect_uri": "https://elsewhere.example/"}
    assert requests.get(address, params=elsewhere, allow_redirects=False, timeout=30).status_code == 400


def test_everybody_who_works_is_known_by_one_of_the_two_and_leads_to_her_account(demo, server, settings):
    with as_system("test: read"):
        accounts = dict(User.objects.exclude(account_type=AccountType.FAMILY).values_list("username", "pk"))
    found = {}
    for provider in settings.SIGN_IN_PROVIDERS:
        if provider.kind is Kind.IDPORTEN:
            continue
        for person in people_of(provider.kind):
            [detail] = provider.authorization_details or ({},)
            parties = person.claims.get("authorized_parties")
            claims = {**person.claims, "authorization_details": [{**detail, "authorized_parties": parties}]}
            [found[person.key]] = accounts_of(identity_of(provider, claims))
    personas = read_story().personas
    assert found == {name: accounts[name] for name in personas if name in accounts}
    assert len(found) > 10
