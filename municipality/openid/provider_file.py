"""Reading the file that SIGN_IN_PROVIDERS names: TOML with one [[provider]] table each (docs/operations.md).

Whatever is wrong is one sentence that names the key, and the process does not start. Nothing of a key is ever quoted.
"""

import base64
import re
import tomllib
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from joserfc.jwk import ECKey, RSAKey

from municipality.environment_variables import SettingsRefused
from municipality.openid.providers import ROLES_OF, Kind, Provider, Role, is_loopback

SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Ways in that are no provider, and pages beside theirs.
TAKEN: Final = ("demo", "local", "velg", "passord", "bekreft", "invitasjon")
LONGEST_SLUG: Final = 20
SMALLEST_RSA: Final = 2048
KEYS: Final = frozenset(
    [
        "key",
        "kind",
        "issuer",
        "client_id",
        "key_file",
        "key_id",
        "certificate_file",
        "scopes",
        "acr",
        "levels",
        "tenants",
        "max_age",
        "authorization_details",
    ]
)


class Table:
    """One [[provider]] table. Every reader refuses what is not of its sort, and names the key."""

    def __init__(self, values: Mapping[str, Any], number: int) -> None:
        self.values = values
        self.name = f"provider {number}"

    def refuse(self, what: str) -> SettingsRefused:
        return SettingsRefused(f"SIGN_IN_PROVIDERS, {self.name}: {what}")

    def text(self, key: str, *, needed: bool = False) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            raise self.refuse(f"{key} must be text{' and is missing' if needed and not value else ''}.")
        return value.strip()

    def words(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.refuse(f"{key} must be a list of texts.")
        return tuple(value)

    def per_role(self, key: str, kind: Kind, sort: type[str] | type[int]) -> dict[Role, Any]:
        """A table with one value of `sort` per role that this kind of provider lets in."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.refuse(f"{key} must be a table with one value per role.")
        for role, one in value.items():
            if role not in ROLES_OF[kind]:
                raise self.refuse(f"{key} names {role!r}; {kind} knows {', '.join(ROLES_OF[kind])}.")
            is_text, is_seconds = isinstance(one, str) and one != "", type(one) is int and one >= 0
            if not (is_text if sort is str else is_seconds):
                raise self.refuse(f"{key}.{role} must be {'text' if sort is str else 'a number of seconds'}.")
        return {Role(role): one for role, one in value.items()}


def read_providers(file: str, *, loopback_http: bool) -> tuple[Provider, ...]:
    """The providers of this file; none without one. `loopback_http`: an issuer on this machine needs no TLS."""
    if not file:
        return ()
    tables = _tables(Path(file))
    providers = [
        _provider(Table(table, number), Path(file).parent, loopback_http) for number, table in tables
    ]
    keys = [provider.key for provider in providers]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise SettingsRefused(f"SIGN_IN_PROVIDERS: key {min(twice)!r} occurs twice.")
    return tuple(providers)


def _tables(file: Path) -> list[tuple[int, Mapping[str, Any]]]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsRefused(f"The file in SIGN_IN_PROVIDERS is not TOML: {error}.") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not text"
        raise SettingsRefused(f"The file in SIGN_IN_PROVIDERS cannot be read ({file}: {reason}).") from None
    tables = content.pop("provider", [])
    if (
        content
        or not isinstance(tables, list)
        or not tables
        or not all(isinstance(one, dict) for one in tables)
    ):
        raise SettingsRefused("The file in SIGN_IN_PROVIDERS must hold [[provider]] tables and nothing else.")
    return list(enumerate(tables, start=1))


def _provider(table: Table, folder: Path, loopback_http: bool) -> Provider:
    key = table.text("key", needed=True)
    if not SLUG.fullmatch(key) or len(key) > LONGEST_SLUG or key in TAKEN:
        raise table.refuse(
            f"key must be at most {LONGEST_SLUG} small letters, digits and dashes, and none of {', '.join(TAKEN)}."
        )
    table.name = f"provider {key!r}"
    if unknown := sorted(set(table.values) - KEYS):
        raise table.refuse(f"{unknown[0]} is no key that Stafettpinnen knows.")
    if table.text("kind") not in list(Kind):
        raise table.refuse(f"kind must be one of {', '.join(Kind)}.")
    kind = Kind(table.text("kind"))
    private_key, thumbprint = _key_and_certificate(table, kind, folder)
    provider = Provider(
        key=key,
        kind=kind,
        issuer=_issuer(table, loopback_http),
        client_id=table.text("client_id", needed=True),
        private_key=private_key,
        key_id=table.text("key_id", needed=kind is not Kind.ENTRA),
        certificate_thumbprint=thumbprint,
        scopes=table.words("scopes") or ("openid", "profile"),
        acr=table.per_role("acr", kind, str),
        levels=table.words("levels"),
        tenants=_tenants(table),
        max_age=table.per_role("max_age", kind, int),
        authorization_details=_details(table),
    )
    _refuse_what_does_not_fit(table, provider)
    return provider


def _issuer(table: Table, loopback_http: bool) -> str:
    issuer = table.text("issuer", needed=True)
    try:
        parts = urlsplit(issuer)
        fits = bool(parts.hostname) and not (
            parts.query or parts.fragment or parts.username or parts.password
        )
    except ValueError:
        fits = False
    if not fits:
        raise table.refuse(
            "issuer must be an address as https://test.idporten.no, with nothing after the path."
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback_http and is_loopback(issuer)):
        raise table.refuse(
            "issuer must begin with https:// (http:// only on this machine, in a demo or a test installation)."
        )
    return issuer


def _refuse_what_does_not_fit(table: Table, provider: Provider) -> None:
    """What each kind needs, so that no sign-in is asked for that must then be refused."""
    if "openid" not in provider.scopes:
        raise table.refuse("scopes must have openid among them.")
    if (provider.kind is Kind.ENTRA) != bool(provider.tenants):
        raise table.refuse("tenants must list the allowed tenant ids of Entra ID, and of no other kind.")
    if (provider.kind is Kind.ANSATTPORTEN) != bool(provider.authorization_details):
        raise table.refuse(
            "authorization_details must say what to choose in Ansattporten, and in no other kind."
        )
    if provider.kind is not Kind.ENTRA and provider.first_role not in provider.acr:
        raise table.refuse(f"acr.{provider.first_role} is missing: how strong a sign-in must at least be.")
    if provider.levels and (strange := sorted(set(provider.acr.values()) - set(provider.levels))):
        raise table.refuse(f"acr asks for {strange[0]!r}, which levels does not list.")


def _tenants(table: Table) -> frozenset[str]:
    try:
        return frozenset(str(uuid.UUID(one)) for one in table.words("tenants"))
    except ValueError:
        raise table.refuse("tenants must be a list of tenant ids, which look like a UUID.") from None


def _details(table: Table) -> tuple[Mapping[str, Any], ...]:
    value = table.values.get("authorization_details", [])
    if not isinstance(value, list) or not all(
        isinstance(one, dict) and isinstance(one.get("type"), str) for one in value
    ):
        raise table.refuse("authorization_details must be a list of tables that each have a type.")
    return tuple(value)


def _key_and_certificate(table: Table, kind: Kind, folder: Path) -> tuple[RSAKey | ECKey, str]:
    """The private key that signs for us, and the thumbprint of its certificate (RFC 7515, 4.1.8) where it has one."""
    pem = _content(table, "key_file", folder)
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        raise table.refuse("key_file must hold a private key as PEM, without a password.") from None
    private_key: RSAKey | ECKey
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= SMALLEST_RSA:
        private_key = RSAKey.import_key(pem)
    elif isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        private_key = ECKey.import_key(pem)
    else:
        raise table.refuse(f"key_file must hold an RSA key of at least {SMALLEST_RSA} bits, or one on P-256.")
    if kind is not Kind.ENTRA and "certificate_file" not in table.values:
        return private_key, ""
    try:
        certificate = x509.load_pem_x509_certificate(_content(table, "certificate_file", folder))
    except ValueError:
        raise table.refuse("certificate_file must hold a certificate as PEM.") from None
    form = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if certificate.public_key().public_bytes(*form) != key.public_key().public_bytes(*form):
        raise table.refuse("certificate_file is not the certificate of the key in key_file.")
    thumbprint = base64.urlsafe_b64encode(certificate.fingerprint(hashes.SHA256()))
    return private_key, thumbprint.decode().rstrip("=")


def _content(table: Table, key: str, folder: Path) -> bytes:
    """The content of the file that this key names, from the folder of the settings unless it says otherwise."""
    try:
        return (folder / table.text(key, needed=True)).read_bytes()
    except OSError as error:
        raise table.refuse(f"the file in {key} cannot be read ({error.strerror}).") from None
