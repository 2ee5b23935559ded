"""Logout tokens: OpenID Connect Back-Channel Logout 1.0, 2.4 (what is in one) and 2.6 (what must hold)."""

from typing import Final, NamedTuple

from django.core.cache import cache

from municipality.openid.discovery import cache_key, metadata_of
from municipality.openid.failures import Failed, Reason
from municipality.openid.providers import Provider
from municipality.openid.signed import SKEW, issued_at, read_signed, text_of, time_of

EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
OLDEST: Final = 5 * 60  # seconds since `iat`; providers send at once, and try once
REMEMBERED: Final = OLDEST + 2 * SKEW  # as long as a token could be sent again


class LoggedOut(NamedTuple):
    """Whose sessions end: those of (issuer, session) or, without a session, of (issuer, subject)."""

    issuer: str
    subject: str
    session: str


def read_logout_token(provider: Provider, token: str, now: float) -> LoggedOut:
    """Who is logged out, the first time that this token comes. Failed with the first rule that does not hold."""
    claims = read_signed(provider, metadata_of(provider), token)
    if issued_at(claims, now) < now - OLDEST - SKEW:
        raise Failed(Reason.LOGOUT_OLD)
    expires = time_of(claims, "exp")
    if "exp" in claims and (expires is None or expires <= now - SKEW):
        raise Failed(Reason.JWT_EXPIRED)
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise Failed(Reason.LOGOUT_EVENT)
    if "nonce" in claims:  # it would be an ID token, which everybody who signs in here has been given
        raise Failed(Reason.LOGOUT_NONCE)
    subject, session = text_of(claims, "sub"), text_of(claims, "sid")
    if not (subject or session) or not text_of(claims, "jti"):
        raise Failed(Reason.LOGOUT_NOBODY)
    if not cache.add(cache_key("logout", provider, text_of(claims, "jti")), 1, REMEMBERED):
        raise Failed(Reason.LOGOUT_REPLAYED)
    return LoggedOut(claims["iss"], subject, session)
