"""The keys that a provider signs with: JWK sets (RFC 7517), and new keys as they come (OpenID Connect Core, 10.1.1)."""

from typing import Any, Final

from django.core.cache import cache
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from municipality.openid import http
from municipality.openid.discovery import cache_key
from municipality.openid.failures import Failed, Reason
from municipality.openid.providers import TENANT, Provider

KEPT: Final = 3600
AGAIN_AFTER: Final = 60  # seconds: a token with a made-up `kid` must not make us ask each time
# Only keys of two halves: with HS256 the "key" would be what everybody may read, with none there would be none.
KEY_TYPES: Final[dict[str, type[RSAKey] | type[ECKey]]] = {"RS256": RSAKey, "PS256": RSAKey, "ES256": ECKey}


def key_for(provider: Provider, metadata: dict[str, Any], header: dict[str, Any]) -> RSAKey | ECKey:
    """The public key that this header names, asked for once more when it is new.

    Failed(JWT_ALGORITHM) for an algorithm that is not in KEY_TYPES or that the provider says it does not use,
    Failed(JWT_KEY) when this issuer has no such key for signatures.
    """
    algorithm, kid = header.get("alg"), header.get("kid")
    used = metadata.get("id_token_signing_alg_values_supported", [*KEY_TYPES])
    if not isinstance(algorithm, str) or algorithm not in KEY_TYPES or algorithm not in used:
        raise Failed(Reason.JWT_ALGORITHM)
    if not isinstance(kid, str) or not kid:
        raise Failed(Reason.JWT_KEY)
    name = cache_key("keys", provider, metadata["jwks_uri"])
    known: list[dict[str, Any]] | None = cache.get(name)
    found = _named(known or [], kid, algorithm)
    # `add` lets one process through each minute, for a set that is there and has no such key.
    if found is None and (known is None or cache.add(f"{name}:asked", 1, AGAIN_AFTER)):
        known = _fetch(metadata["jwks_uri"])
        cache.set(name, known, KEPT)
        found = _named(known, kid, algorithm)
    if found is None:
        raise Failed(Reason.JWT_KEY)
    try:
        return KEY_TYPES[algorithm].import_key(found)
    except (JoseError, ValueError, TypeError, KeyError):
        raise Failed(Reason.JWT_KEY) from None


def refuse_another_issuers(provider: Provider, key: RSAKey | ECKey, issuer: str) -> None:
    """Entra ID says beside a key whose it is, where the set is for many issuers: that one's, or any tenant's."""
    of = key.as_dict(private=False).get("issuer")
    if isinstance(of, str) and of != issuer and TENANT not in of:
        raise Failed(Reason.JWT_KEY)


def _fetch(address: str) -> list[dict[str, Any]]:
    keys = http.get(address).get("keys")
    if not isinstance(keys, list):
        raise Failed(Reason.PROVIDER_DOWN)
    return [key for key in keys if isinstance(key, dict) and key.get("use", "sig") == "sig"]


def _named(keys: list[dict[str, Any]], kid: str, algorithm: str) -> dict[str, Any] | None:
    """The key with this name that is of the algorithm's sort; a key that is for another algorithm is another key."""
    kty = KEY_TYPES[algorithm].key_type
    for key in keys:
        if key.get("kid") == kid and key.get("kty") == kty and key.get("alg", algorithm) == algorithm:
            return key
    return None
