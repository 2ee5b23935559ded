"""ID tokens that are not for this sign-in, each in its way: nobody comes in; page, event and log line quote nothing."""

import hmac
import time

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.cast import synthetic_number, years_ago
from tests.openid.conftest import HIGH, SUBSTANTIAL
from tests.openid.issuer import part, rsa_key

HOUR_AGO, HOUR_AHEAD = int(time.time()) - 3600, int(time.time()) + 3600


def repr_without_time(value):
    """The name of a test is the same in each process."""
    return {HOUR_AGO: "an hour ago", HOUR_AHEAD: "in an hour"}.get(value, repr(value))


@pytest.mark.parametrize("nonce", [None, "", "another", 1])
def test_a_token_without_our_nonce_is_refused(house, nonce):
    house.refused(house.sign_in(nonce=nonce), "token_nonce")


@pytest.mark.parametrize(
    "iss",
    [None, "https://ansattporten.example.no", "https://idporten.example.no/", "http://idporten.example.no"],
)
def test_a_token_of_another_issuer_is_refused(house, iss):
    house.refused(house.sign_in(iss=iss), "token_issuer")


@pytest.mark.parametrize(
    "aud", [None, "client-entra", [], ["client-idporten", "another"], ["another"], {"a": 1}]
)
def test_a_token_for_somebody_else_is_refused_also_when_we_are_named_beside(house, aud):
    house.refused(house.sign_in(aud=aud), "token_audience")


def test_a_list_with_us_alone_is_us(house):
    assert house.sign_in(aud=["client-idporten"], azp="client-idporten").content == b"arrived"


@pytest.mark.parametrize("azp", ["another", "", 1])
def test_a_token_that_another_client_has_asked_for_is_refused(house, azp):
    house.refused(house.sign_in(azp=azp), "token_party")


@pytest.mark.parametrize("exp", [None, HOUR_AGO, "never", True, -1, float("inf")], ids=repr_without_time)
def test_a_token_that_has_run_out_or_never_does_is_refused(house, exp):
    house.refused(house.sign_in(exp=exp), "token_expired")


@pytest.mark.parametrize("iat", [None, HOUR_AHEAD, "today"], ids=repr_without_time)
def test_a_token_that_is_made_tomorrow_is_refused(house, iat):
    house.refused(house.sign_in(iat=iat), "token_future")


def test_two_clocks_may_differ_by_a_minute(house):
    now = int(time.time())
    assert house.sign_in(iat=now + 50, exp=now - 50).content == b"arrived"


@pytest.mark.parametrize("sub", [None, "", "x" * 256, 5])
def test_a_token_about_nobody_is_refused(house, sub):
    house.refused(house.sign_in(sub=sub), "token_subject")


@pytest.mark.parametrize("acr", [None, "", SUBSTANTIAL, "idporten-loa-low", "higher-than-high", 4])
def test_a_lower_level_than_we_asked_for_is_refused(house, acr):
    page = house.refused(house.sign_in(acr=acr), "level_too_low")
    assert "Du må logge inn på en sikrere måte" in page


@pytest.mark.parametrize(("acr", "comes_in"), [("high", True), ("substantial", False), (HIGH, False)])
def test_the_levels_are_those_of_the_provider(house, acr, comes_in):
    answer = house.sign_in("ansattporten", acr=acr)
    if comes_in:
        assert answer.content == b"arrived"
    else:
        house.refused(answer, "level_too_low")


@pytest.mark.parametrize("tid", [None, "", "5b1f0000-0000-4000-8000-00000000ffff", "../x"])
def test_another_tenant_is_refused(house, tid):
    page = house.refused(house.sign_in("entra", tid=tid), "tenant_not_allowed")
    assert "Kontoen din hører ikke til her" in page


@pytest.mark.parametrize("oid", [None, "", "somebody@example.no"])
def test_an_employee_without_a_key_of_their_own_is_refused(house, oid):
    house.refused(house.sign_in("entra", oid=oid), "person_missing")


@pytest.mark.parametrize("pid", [None, ""])
def test_somebody_without_a_number_gets_a_page_of_their_own(house, pid):
    page = house.refused(house.sign_in(pid=pid), "number_missing")
    assert "utenlandsk eID" in page


@pytest.mark.parametrize("pid", ["12345678901", "1", 12345678901, ["x"], "' or 1=1"])
def test_a_number_that_is_none_is_refused_and_said_nowhere(house, pid):
    page = house.refused(house.sign_in(pid=pid), "number_malformed")
    assert "12345678901" not in page + house.log.text


def test_in_production_a_synthetic_number_is_nobodys(house, settings):
    settings.PRODUCTION = True
    house.refused(house.sign_in(), "number_malformed")


def test_in_a_test_installation_it_is_somebodys(house, settings):
    settings.PRODUCTION = settings.SYNTHETIC_NUMBERS = True
    assert house.sign_in(pid=synthetic_number(years_ago(30)).digits).content == b"arrived"


def _detail(*numbers, **changes):
    parties = [{"orgno": {"authority": "iso6523-actorid-upis", "ID": number}} for number in numbers]
    return {
        "type": "ansattporten:altinn:resource",
        "resource": "urn:altinn:resource:stafett",
        "authorized_parties": parties,
        **changes,
    }


@pytest.mark.parametrize(
    "details",
    [
        None, [], "text", [None], [_detail()], [_detail("0192:313131319", "0192:313131300")],
        [_detail("0192:313131310")], [_detail("313131319")], [_detail("0007:313131319")], [_detail(313131319)],
        [_detail("0192:313131319", resource="urn:altinn:resource:another")], [_detail("0192:313131319", type="x")],
        [_detail("0192:313131319", type=["x"])], [_detail("0192:313131319", authorized_parties="x")],
    ],
)  # fmt: skip
def test_a_partner_who_has_chosen_no_body_or_several_is_asked_to_choose_one(house, details):
    page = house.refused(house.sign_in("ansattporten", authorization_details=details), "body_missing")
    assert "Du må velge én virksomhet" in page
    assert "313131" not in page + house.log.text


def test_a_service_of_the_older_altinn_names_its_body_too(house):
    detail = _detail(authorized_parties=None, reportees=[{"ID": "0192:313131300", "Name": "x"}])
    house.sign_in("ansattporten", authorization_details=[detail])
    assert house.arrived[0][0].organisation == "313131300"


def signs(house, how, kind="idporten"):
    house.issuers[kind].sign = how
    return house.sign_in(kind)


@pytest.mark.parametrize("none", ["none", "None", "NONE", ""])
def test_a_token_that_nobody_has_signed_is_refused(house, none):
    header = {"alg": none, "kid": house.issuers["idporten"].key.kid}
    house.refused(signs(house, lambda claims: f"{part(header)}.{part(claims)}."), "token_algorithm")


def test_the_public_key_is_no_password(house):
    """HS256 with what everybody may read, for a client that lets the token choose how it is checked."""
    key = house.issuers["idporten"].key

    def with_public_key(claims):
        signed = f"{part({'alg': 'HS256', 'kid': key.kid})}.{part(claims)}"
        return f"{signed}.{part(hmac.digest(key.as_pem(private=False), signed.encode(), 'sha256'))}"

    house.refused(signs(house, with_public_key), "token_algorithm")


def test_a_key_of_another_issuer_is_not_this_ones(house):
    """Also while we know it: it has just let somebody in there."""
    other = house.issuers["ansattporten"]
    assert house.sign_in("ansattporten").content == b"arrived"
    house.arrived.clear()
    house.refused(signs(house, other.signed), "token_key")


def test_another_key_under_the_name_of_this_ones_signs_nothing(house):
    issuer = house.issuers["idporten"]
    forged = rsa_key("forged")
    house.refused(
        signs(house, lambda claims: issuer.signed(claims, key=forged, kid=issuer.key.kid)), "token_signature"
    )


@pytest.mark.parametrize(
    "change", [{"use": "enc"}, {"alg": "PS256"}, {"kty": "EC"}, {"n": "!"}, {"kid": None}]
)
def test_a_key_that_is_for_something_else_signs_nothing(house, change):
    issuer = house.issuers["idporten"]
    issuer.keys = [issuer.keys[0] | change]
    house.refused(house.sign_in(), "token_key")


def test_an_algorithm_that_the_provider_does_not_use_is_refused(house):
    house.issuers["idporten"].metadata["id_token_signing_alg_values_supported"] = ["ES256"]
    house.refused(house.sign_in(), "token_algorithm")


def test_a_token_without_the_name_of_a_key_is_refused(house):
    issuer = house.issuers["idporten"]
    house.refused(signs(house, lambda claims: jwt.encode({"alg": "RS256"}, claims, issuer.key)), "token_key")


@pytest.mark.parametrize("alg", ["PS256", "ES256"])
def test_the_newer_algorithms_are_taken(house, alg):
    issuer = house.issuers["idporten"]
    key = rsa_key("new") if alg == "PS256" else ECKey.generate_key("P-256", {"kid": "new"})
    issuer.keys = [key.as_dict(private=False)]
    answer = signs(
        house, lambda claims: jwt.encode({"alg": alg, "kid": key.kid}, claims, key, algorithms=[alg])
    )
    assert answer.content == b"arrived"


@pytest.mark.parametrize(
    "token", ["", "a", "a.b.c", "a.b.c.d.e", "æ.ø.å", "x" * 40_000, f"{part([])}..", "...."]
)
def test_what_is_no_token_is_refused(house, token):
    house.refused(signs(house, lambda _claims: token), "token_unreadable")


def test_an_extension_that_must_be_understood_and_is_not_is_refused(house):
    key = house.issuers["idporten"].key

    def critical(claims):
        signed = f"{part({'alg': 'RS256', 'kid': key.kid, 'crit': ['new'], 'new': 1})}.{part(claims)}"
        signature = key.private_key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{part(signature)}"

    house.refused(signs(house, critical), "token_unreadable")


@pytest.mark.parametrize("claims", [b"[]", b"null", b"{", b"\xff"])
def test_claims_that_are_no_object_are_refused(house, claims):
    key = house.issuers["idporten"].key
    signed = f"{part({'alg': 'RS256', 'kid': key.kid})}.{part(claims)}"
    signature = key.private_key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    house.refused(signs(house, lambda _claims: f"{signed}.{part(signature)}"), "token_unreadable")


def test_what_stands_beside_a_key_of_entra_is_no_hindrance(house):
    issuer = house.issuers["entra"]
    beside = {"x5t": "x", "x5c": ["x"], "cloud_instance_name": "microsoftonline.com", "issuer": issuer.issuer}
    issuer.keys = [issuer.keys[0] | beside]
    assert house.sign_in("entra").content == b"arrived"


def test_a_key_beside_which_another_tenant_stands_is_not_this_ones(house):
    issuer = house.issuers["entra"]
    issuer.keys = [issuer.keys[0] | {"issuer": "https://entra.example.no/another/v2.0"}]
    house.refused(house.sign_in("entra"), "token_key")


class TestManyTenants:
    """Entra ID's addresses for organisations in general, where each token names its own issuer."""

    @pytest.fixture(autouse=True)
    def of_many(self, house, settings):
        from dataclasses import replace

        entra, *others = settings.SIGN_IN_PROVIDERS
        issuer = house.issuers["entra"]
        many = "https://entra.example.no/organizations/v2.0"
        settings.SIGN_IN_PROVIDERS = (replace(entra, issuer=many), *others)
        issuer.issuer = many
        issuer.metadata = {
            name: value.replace(str(entra.issuer), many) for name, value in issuer.metadata.items()
        } | {"issuer": "https://entra.example.no/{tenantid}/v2.0"}

    def test_the_issuer_is_that_of_the_tenant(self, house):
        tenant = house.issuers["entra"].claims["tid"]
        answer = house.sign_in("entra", iss=f"https://entra.example.no/{tenant}/v2.0")
        assert answer.content == b"arrived"

    def test_a_tenant_that_is_not_allowed_is_refused_with_its_own_issuer(self, house):
        other = "5b1f0000-0000-4000-8000-00000000ffff"
        answer = house.sign_in("entra", iss=f"https://entra.example.no/{other}/v2.0", tid=other)
        house.refused(answer, "tenant_not_allowed")

    @pytest.mark.parametrize(
        "iss", ["https://entra.example.no/{tenantid}/v2.0", "https://entra.example.no/x/v2.0"]
    )
    def test_an_issuer_that_is_not_of_the_tenant_is_refused(self, house, iss):
        house.refused(house.sign_in("entra", iss=iss), "token_issuer")
