"""Is this ID token for the sign-in that this browser began? OpenID Connect Core 1.0, 3.1.3.7, in its order."""

from datetime import UTC, datetime
from typing import Any

from django.utils.crypto import constant_time_compare

from municipality.openid.failures import Failed, Reason
from municipality.openid.flows import Flow
from municipality.openid.providers import Kind, Provider
from municipality.openid.signed import SKEW, issued_at, read_signed, text_of, time_of
from municipality.signin.proof import Proof

LONGEST_SUBJECT = 255  # section 2
LONG_AGO = 1.0


def read_id_token(
    provider: Provider, metadata: dict[str, Any], token: str, flow: Flow, now: float
) -> tuple[dict[str, Any], Proof]:
    """Its claims, and what they prove. Failed with the first rule that does not hold."""
    claims = read_signed(provider, metadata, token)
    if "azp" in claims and claims["azp"] != provider.client_id:
        raise Failed(Reason.JWT_PARTY)
    expires = time_of(claims, "exp")
    if expires is None or expires <= now - SKEW:
        raise Failed(Reason.JWT_EXPIRED)
    issued_at(claims, now)
    if not constant_time_compare(text_of(claims, "nonce"), flow.nonce):
        raise Failed(Reason.JWT_NONCE)
    subject = text_of(claims, "sub")
    if not subject or len(subject) > LONGEST_SUBJECT:
        raise Failed(Reason.JWT_SUBJECT)
    if provider.kind is Kind.ENTRA and text_of(claims, "tid") not in provider.tenants:
        raise Failed(Reason.TENANT_NOT_ALLOWED)
    if not provider.is_high_enough(text_of(claims, "acr"), flow.acr):
        raise Failed(Reason.LEVEL_TOO_LOW)
    proof = Proof(
        way=provider.key,
        at=datetime.fromtimestamp(_shown_at(claims, flow, now), UTC),
        level=text_of(claims, "acr"),
        issuer=claims["iss"],
        subject=subject,
        session=text_of(claims, "sid"),
        id_token=token,
    )
    return claims, proof


def _shown_at(claims: dict[str, Any], flow: Flow, now: float) -> float:
    """`auth_time`, which must be there and late enough when an age was asked for (section 2, auth_time and max_age).

    The age is counted from the request: what the person did since then took the time it took. Without `auth_time`
    nobody knows how long the provider has remembered her. It counts as long ago: what opens much asks for it anew.
    """
    shown = time_of(claims, "auth_time")
    if flow.max_age is None:
        return min(shown or LONG_AGO, now)
    if shown is None:
        raise Failed(Reason.TIME_MISSING)
    if shown > now + SKEW or shown < flow.begun - flow.max_age - SKEW:
        raise Failed(Reason.NOT_FRESH)
    return min(shown, now)
