"""The file that names the providers: what it gives, and one sentence for whatever is wrong in it."""

import re
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.urls import get_resolver

from municipality.environment_variables import Environment, SettingsRefused
from municipality.openid.at_start import sign_in_settings
from municipality.openid.provider_file import TAKEN, read_providers
from municipality.openid.providers import Kind, Role
from runner.state import ROOT
from tests.openid.conftest import TENANT
from tests.openid.issuer import rsa_key
from tests.openid.pems import certificate, pem
from tests.permissions import addresses

IDPORTEN = """
[[provider]]
key = "idporten"
kind = "idporten"
issuer = "https://idporten.no"
client_id = "c0ffee"
key_file = "idporten.pem"
key_id = "2026"
scopes = ["openid", "profile"]
levels = ["idporten-loa-substantial", "idporten-loa-high"]
acr.family = "idporten-loa-high"
acr.young = "idporten-loa-substantial"
max_age.family = 3600
"""
ENTRA = f"""
[[provider]]
key = "ansatt"
kind = "entra"
issuer = "https://login.microsoftonline.com/{TENANT}/v2.0"
client_id = "decaf"
key_file = "entra.pem"
certificate_file = "entra.crt"
tenants = ["{TENANT.upper()}"]
"""
ANSATTPORTEN = """
[[provider]]
key = "partner"
kind = "ansattporten"
issuer = "https://ansattporten.no"
client_id = "tea"
key_file = "idporten.pem"
key_id = "2026"
acr.staff = "high"
authorization_details = [{type = "ansattporten:altinn:resource", resource = "urn:altinn:resource:stafett"}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    key = rsa_key("ours").private_key
    (tmp_path / "entra.pem").write_bytes(pem(key))
    (tmp_path / "entra.crt").write_bytes(certificate(key))
    (tmp_path / "idporten.pem").write_bytes(pem(ec.generate_private_key(ec.SECP256R1())))
    return tmp_path


def read(folder: Path, content: str, **how: bool) -> Any:
    (folder / "providers.toml").write_text(content)
    return read_providers(str(folder / "providers.toml"), **{"loopback_http": False, **how})


def refusal(folder: Path, content: str, **how: bool) -> str:
    with pytest.raises(SettingsRefused) as refused:
        read(folder, content, **how)
    message = str(refused.value)
    assert message.startswith(("SIGN_IN_PROVIDERS", "The file in SIGN_IN_PROVIDERS"))
    assert "\n" not in message
    assert "PRIVATE" not in message
    return message


def test_three_providers_are_data(folder):
    idporten, entra, partner = read(folder, IDPORTEN + ENTRA + ANSATTPORTEN)
    assert (idporten.key, idporten.kind, idporten.max_age[Role.FAMILY]) == ("idporten", Kind.IDPORTEN, 3600)
    assert idporten.lets_the_young_in_lower
    assert entra.tenants == {TENANT}
    assert len(entra.certificate_thumbprint) == 43
    assert partner.authorization_details[0]["resource"] == "urn:altinn:resource:stafett"
    assert "private_key" not in repr(idporten)


def test_no_file_is_no_provider():
    assert read_providers("", loopback_http=False) == ()


@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        ('key = "idporten"', "", "key must be text and is missing"),
        ('key = "idporten"', 'key = "ID porten"', "key must be at most 20 small letters"),
        ('key = "idporten"', 'key = "local"', "none of demo, local"),
        ('key = "idporten"', "key = 5", "key must be text"),
        ('kind = "idporten"', 'kind = "bankid"', "kind must be one of entra, idporten, ansattporten"),
        ('kind = "idporten"', "", "kind must be one of"),
        ("https://idporten.no", "http://idporten.no", "issuer must begin with https://"),
        ("https://idporten.no", "http://127.0.0.1:1", "issuer must begin with https://"),
        ("https://idporten.no", "https://idporten.no/?a=1", "issuer must be an address"),
        ("https://idporten.no", "https://a:b@idporten.no", "issuer must be an address"),
        ("https://idporten.no", "https://[", "issuer must be an address"),
        ("https://idporten.no", "idporten.no", "issuer must be an address"),
        ('client_id = "c0ffee"', "", "client_id must be text and is missing"),
        ('key_id = "2026"', "", "key_id must be text and is missing"),
        ("idporten.pem", "missing.pem", "the file in key_file cannot be read"),
        ("idporten.pem", "entra.crt", "key_file must hold a private key"),
        ('scopes = ["openid", "profile"]', 'scopes = ["profile"]', "scopes must have openid"),
        ('scopes = ["openid", "profile"]', 'scopes = "openid"', "scopes must be a list"),
        ('acr.family = "idporten-loa-high"', "", "acr.family is missing"),
        ('acr.family = "idporten-loa-high"', 'acr.family = "highest"', "acr asks for 'highest'"),
        ('acr.family = "idporten-loa-high"', "acr.family = 4", "acr.family must be text"),
        ("acr.young", "acr.staff", "acr names 'staff'; idporten knows family, young"),
        ("max_age.family = 3600", "max_age.family = -1", "max_age.family must be a number of seconds"),
        ("max_age.family = 3600", "max_age.family = true", "max_age.family must be a number of seconds"),
        ("max_age.family = 3600", "max_age = 3600", "max_age must be a table"),
        ("max_age.family = 3600", "secret = 1", "secret is no key that Stafettpinnen knows"),
        ("max_age.family = 3600", f'tenants = ["{TENANT}"]', "tenants must list"),
        ("max_age.family = 3600", 'tenants = ["kommune.no"]', "tenants must be a list of tenant ids"),
        ("max_age.family = 3600", 'authorization_details = [{type = "x"}]', "authorization_details must say"),
        ("max_age.family = 3600", "authorization_details = [{}]", "authorization_details must be a list"),
        ("[[provider]]", "[provider]", "must hold [[provider]] tables and nothing else"),
        ("[[provider]]", "[[providers]]", "must hold [[provider]] tables and nothing else"),
        ("[[provider]]", "[[provider", "is not TOML"),
    ],
)
def test_what_is_wrong_is_named(folder, there, instead, said):
    assert there in IDPORTEN
    assert said in refusal(folder, IDPORTEN.replace(there, instead, 1))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ENTRA.replace(f'tenants = ["{TENANT.upper()}"]', ""), "tenants must list"),
        (ENTRA.replace('certificate_file = "entra.crt"', ""), "certificate_file must be text and is missing"),
        (ENTRA.replace("entra.crt", "entra.pem"), "certificate_file must hold a certificate"),
        (ENTRA.replace("entra.pem", "idporten.pem"), "is not the certificate of the key"),
        (ANSATTPORTEN.partition("authorization_details")[0], "authorization_details must say what to choose"),
        (ANSATTPORTEN.replace('acr.staff = "high"', ""), "acr.staff is missing"),
        (IDPORTEN + IDPORTEN, "key 'idporten' occurs twice"),
        ("", "must hold [[provider]] tables"),
    ],
)
def test_what_each_kind_needs_is_asked_for(folder, content, said):
    assert said in refusal(folder, content)


def test_weak_keys_are_refused(folder):
    for weak in (rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP384R1())):
        (folder / "idporten.pem").write_bytes(pem(weak))
        assert "RSA key of at least 2048 bits, or one on P-256" in refusal(folder, IDPORTEN)


def test_a_file_that_is_not_there_is_said():
    with pytest.raises(SettingsRefused, match="cannot be read"):
        read_providers("/nowhere/providers.toml", loopback_http=False)


def test_without_tls_an_issuer_is_on_this_machine_and_where_nobody_is_real(folder):
    here = IDPORTEN.replace("https://idporten.no", "http://127.0.0.1:8080")
    assert read(folder, here, loopback_http=True)[0].issuer == "http://127.0.0.1:8080"
    elsewhere = IDPORTEN.replace("https://idporten.no", "http://idporten.no")
    assert "issuer must begin with https://" in refusal(folder, elsewhere, loopback_http=True)


TEST_ISSUER = IDPORTEN.replace("https://idporten.no", "https://test.idporten.no")
PUBLIC, HERE = "https://stafett.kommune.no", "https://localhost:8443"


def started(folder: Path, content: str, public_url: str, synthetic: str, *, production: bool = True) -> Any:
    (folder / "providers.toml").write_text(content)
    variables = {"SIGN_IN_PROVIDERS": str(folder / "providers.toml"), "SYNTHETIC_NUMBERS": synthetic}
    if not content:
        del variables["SIGN_IN_PROVIDERS"]
    return sign_in_settings(Environment(variables), public_url, production=production)


@pytest.mark.parametrize(
    ("content", "public_url"),
    [(TEST_ISSUER, PUBLIC), (TEST_ISSUER + ENTRA, PUBLIC), (IDPORTEN, HERE), ("", "https://127.0.0.1")],
)
def test_a_test_installation_has_test_issuers_or_is_on_this_machine(folder, content, public_url):
    assert started(folder, content, public_url, "yes")[1] is True


@pytest.mark.parametrize("content", [IDPORTEN, ENTRA, TEST_ISSUER + ANSATTPORTEN, ""])
def test_where_somebody_real_could_come_synthetic_numbers_do_not_start(folder, content):
    with pytest.raises(SettingsRefused, match="SYNTHETIC_NUMBERS is for a test installation"):
        started(folder, content, PUBLIC, "yes")


def test_where_anybody_could_come_as_anybody_production_does_not_start(folder):
    with pytest.raises(SettingsRefused, match="names a test issuer"):
        started(folder, TEST_ISSUER, PUBLIC, "no")
    assert started(folder, IDPORTEN, PUBLIC, "no")[1] is False
    assert started(folder, TEST_ISSUER, PUBLIC, "no", production=False)[1] is False


def test_the_example_of_the_documentation_is_one(folder):
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```\n(\[\[provider\]\]\n.*?)```", operations, re.DOTALL)
    for file in (folder / "entra.pem", folder / "entra.crt"):
        file.rename(file.with_stem("ansatt"))
    kinds = [one.kind for one in read(folder, example.replace("TENANT-ID", TENANT))]
    assert kinds == [Kind.ENTRA, Kind.IDPORTEN, Kind.ANSATTPORTEN]


def test_no_provider_has_the_place_of_another_page():
    """`/logg-inn/<key>/` would never be reached."""
    beside = {
        pattern.partition("/")[2].rstrip("/")
        for pattern in addresses(get_resolver()).values()
        if re.fullmatch(r"logg-inn/[a-z-]+/", pattern)
    }
    assert beside
    assert beside <= set(TAKEN)
