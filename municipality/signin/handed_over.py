"""A screen that somebody signed in has handed to somebody else: one page, and no other, until it is taken back.

Whoever hands it over chooses a code first. Without the code every other address leads back to that page, and too many
wrong ones end the session.
"""

from collections.abc import Callable
from secrets import token_hex
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare, salted_hmac

from municipality.runtime.sessions import begin_turn, reaching

KEY: Final = "handed_over"
GUESSED: Final = "handed_over_guessed"  # in the new, empty session
MOST_TRIES: Final = 5


def hand_over(request: HttpRequest, *, to: str, back: str, **said: str) -> None:
    """From now on only the address `to` answers; `back` is where it goes on when the screen is taken back."""
    code = said.pop("code")
    kept = {"to": to, "back": back, "code": _hash(request, code), "once": token_hex(16), **said}
    request.session[KEY] = kept
    begin_turn(request.session)


def handed_over(request: HttpRequest) -> dict[str, Any] | None:
    found: dict[str, Any] | None = request.session.get(KEY)
    return found


def handed_over_change(request: HttpRequest, **said: Any) -> None:
    request.session[KEY] = {**request.session[KEY], **said}
    begin_turn(request.session)


def take_back(request: HttpRequest, code: str) -> str:
    """The address at which it goes on; empty for a wrong code. After too many the session is over."""
    kept = handed_over(request)
    if not kept:
        return "/"
    tried = _tries(kept["once"])
    if tried <= MOST_TRIES and constant_time_compare(kept["code"], _hash(request, code)):
        del request.session[KEY]
        begin_turn(request.session)
        return str(kept["back"])
    if tried >= MOST_TRIES:
        request.session.flush()
        request.session[GUESSED] = True
        return "/"
    return ""


def _tries(once: str) -> int:
    """How many there have been with this one. Counted by the store and not in the session, of which each request that
    is under way has a copy of its own."""
    place = f"{KEY}:{once}"
    with reaching():
        cache.add(place, 0, 60 * settings.STAFF_SESSION_MINUTES)
        return int(cache.incr(place))


def was_guessed(request: HttpRequest) -> bool:
    """Whether a session ended here because somebody guessed. A provider remembers who handed the screen over, and would
    let whoever holds it in with one click: so the person must show it now.
    """
    return bool(request.session.get(GUESSED))


def _hash(request: HttpRequest, code: str) -> str:
    return salted_hmac(f"{KEY} {request.session.session_key}", code).hexdigest()


class HandedOverMiddleware:
    """Every address but the one on the screen leads back to it; what was sent to another is not stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        kept = handed_over(request)
        if kept and request.path != kept["to"] and not request.path.startswith(settings.STATIC_URL):
            return redirect(kept["to"])
        return self.get_response(request)
