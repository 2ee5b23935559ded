"""What a provider says of itself: OpenID Connect Discovery 1.0, section 4 (RFC 8414 has the same words)."""

import hashlib
from typing import Any, Final

from django.core.cache import cache

from municipality.openid import http
from municipality.openid.failures import Failed, Reason
from municipality.openid.providers import TENANT, Kind, Provider, is_loopback

KEPT: Final = 3600  # seconds; keys have rules of their own (keys.py)
NEEDED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OFFERED: Final = ("pushed_authorization_request_endpoint", "end_session_endpoint")
# Entra ID's issuers for more than one tenant: there the issuer of a token depends on who signs in.
OF_MANY: Final = ("organizations", "common")


def cache_key(what: str, provider: Provider, of: str = "") -> str:
    """Names in the cache by digest: an issuer, an address or a token's id may have any characters."""
    digest = hashlib.sha256(f"{provider.issuer} {of}".encode()).hexdigest()
    return f"openid:{what}:{digest}"


def metadata_of(provider: Provider) -> dict[str, Any]:
    """The provider's metadata, at most an hour old.

    Failed(METADATA_WRONG) when it is another issuer's (section 4.3), or names an address that is not safe to go to.
    """
    name = cache_key("metadata", provider)
    known: dict[str, Any] | None = cache.get(name)
    if known is not None:
        return known
    metadata = http.get(provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if metadata.get("issuer") != _own_issuer(provider):
        raise Failed(Reason.METADATA_WRONG)
    if not all(_is_safe(provider, metadata.get(name)) for name in NEEDED):
        raise Failed(Reason.METADATA_WRONG)
    if not all(_is_safe(provider, metadata[name]) for name in OFFERED if name in metadata):
        raise Failed(Reason.METADATA_WRONG)
    cache.set(name, metadata, KEPT)
    return metadata


def issuer_for(provider: Provider, claims: dict[str, Any]) -> str:
    """The only issuer that a token with these claims may have: Entra ID's holds the tenant (`tid`) of the person."""
    return _own_issuer(provider).replace(TENANT, str(claims.get("tid", "")))


def issuers_for_us(provider: Provider) -> set[str]:
    """Every issuer whose tokens may be taken: one, or one per allowed tenant."""
    return {issuer_for(provider, {"tid": tenant}) for tenant in provider.tenants or {""}}


def _own_issuer(provider: Provider) -> str:
    if provider.kind is Kind.ENTRA:
        for many in OF_MANY:
            if f"/{many}/" in provider.issuer:
                return provider.issuer.replace(f"/{many}/", f"/{TENANT}/", 1)
    return provider.issuer


def _is_safe(provider: Provider, address: Any) -> bool:
    """https; on this machine http too, where the settings allowed it for the issuer."""
    if not isinstance(address, str):
        return False
    plain = provider.issuer.startswith("http://") and address.startswith("http://") and is_loopback(address)
    return plain or address.startswith("https://")
