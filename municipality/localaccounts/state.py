"""What a session holds between two pages of this room, each part for a few minutes, and secrets in it encrypted."""

import binascii
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from django.http import HttpRequest

from municipality.clock import database_now
from municipality.runtime.sealing import open_as_text, seal_as_text

PENDING: Final = "local_pending"  # the password was right, the second factor is to come
INVITED: Final = "local_invited"  # the invitation was opened and a password chosen
CODES: Final = "local_codes"  # recovery codes that have not been shown and confirmed
NEW_TOTP: Final = "local_new_totp"  # the secret of codes that are being taken into use
NEW_PASSKEY: Final = "local_new_passkey"  # the challenge for a passkey that is being made
HALF_AN_HOUR: Final = 30 * 60
SECONDS: Final = {
    PENDING: 10 * 60,
    INVITED: HALF_AN_HOUR,
    CODES: HALF_AN_HOUR,
    NEW_TOTP: HALF_AN_HOUR,
    NEW_PASSKEY: HALF_AN_HOUR,
}


def new_key(request: HttpRequest) -> None:
    """A step is taken: a key that somebody has planted in this browser is worth nothing from now on.

    The key of somebody who is signed in is known to the list of sessions; signing in gives a new one anyway.
    """
    if not request.user.is_authenticated:
        request.session.cycle_key()


def keep(request: HttpRequest, what: str, **said: Any) -> None:
    """From now on, in place of what was there."""
    request.session[what] = {**said, "at": int(database_now().timestamp())}


def add(request: HttpRequest, what: str, **said: Any) -> None:
    """Beside what is there, which does not last longer for it."""
    request.session[what] = {**request.session[what], **said}


def kept(request: HttpRequest, what: str) -> dict[str, Any] | None:
    """None for nothing, and for what is too old."""
    found: dict[str, Any] | None = request.session.get(what)
    if found is None or database_now().timestamp() - found["at"] > SECONDS[what]:
        return None
    return found


def drop(request: HttpRequest, what: str) -> None:
    request.session.pop(what, None)


def hidden(text: str, what: str, user_id: int) -> str:
    """A secret as a session holds it: it opens for this account and this use alone."""
    return seal_as_text(text, **_place(what, user_id))


def shown(sealed: str, what: str, user_id: int) -> str:
    """The secret again; empty when it does not open."""
    try:
        return open_as_text(sealed, **_place(what, user_id))
    except (InvalidTag, KeyError, ValueError, binascii.Error):
        return ""


def _place(what: str, user_id: int) -> dict[str, str]:
    return {"table": "session", "pk": str(user_id), "column": what}
