"""Reading what a provider has signed (RFC 7515, 7519), and what ID tokens and logout tokens have in common."""

import json
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jws import extract_compact

from municipality.openid.discovery import issuer_for
from municipality.openid.failures import Failed, Reason
from municipality.openid.keys import key_for, refuse_another_issuers
from municipality.openid.providers import Provider

SKEW: Final = 60  # seconds by which two clocks may differ
LATEST: Final = 250_000_000_000  # a NumericDate that Python can still tell the day of
LONGEST: Final = 32 * 1024  # characters of a token


def read_signed(provider: Provider, metadata: dict[str, Any], token: str) -> dict[str, Any]:
    """The claims of a token that this provider has signed for us: algorithm, key, signature, issuer and audience hold.

    Failed with the first thing that does not. What is encrypted (five parts) is not read.
    """
    if len(token) > LONGEST:
        raise Failed(Reason.JWT_UNREADABLE)
    header = _header(token)
    key = key_for(provider, metadata, header)
    try:
        claims: dict[str, Any] = jwt.decode(token, key, algorithms=[header["alg"]]).claims
    except BadSignatureError:
        raise Failed(Reason.JWT_SIGNATURE) from None
    except (JoseError, ValueError, TypeError, RecursionError):
        raise Failed(Reason.JWT_UNREADABLE) from None
    issuer = issuer_for(provider, claims)
    if claims.get("iss") != issuer:
        raise Failed(Reason.JWT_ISSUER)
    refuse_another_issuers(provider, key, issuer)
    _refuse_other_audience(provider, claims)
    return claims


def text_of(claims: dict[str, Any], name: str) -> str:
    """A claim that is text; "" for anything else."""
    value = claims.get(name)
    return value if isinstance(value, str) else ""


def time_of(claims: dict[str, Any], name: str) -> float | None:
    """A claim that is a NumericDate (RFC 7519, 2); None for anything else."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < LATEST:
        return None
    return float(value)


def issued_at(claims: dict[str, Any], now: float) -> float:
    """`iat`, which is not to come. Failed(JWT_FUTURE) also without one."""
    iat = time_of(claims, "iat")
    if iat is None or iat > now + SKEW:
        raise Failed(Reason.JWT_FUTURE)
    return iat


def _header(token: str) -> dict[str, Any]:
    """Of nobody yet: it only says which key to try."""
    try:
        return dict(extract_compact(token.encode()).headers())
    except (JoseError, ValueError, TypeError, json.JSONDecodeError, RecursionError):
        raise Failed(Reason.JWT_UNREADABLE) from None


def _refuse_other_audience(provider: Provider, claims: dict[str, Any]) -> None:
    """OpenID Connect Core, 3.1.3.7, 3: it is for us, and for nobody beside us."""
    audience = claims.get("aud")
    if audience not in (provider.client_id, [provider.client_id]):
        raise Failed(Reason.JWT_AUDIENCE)
