"""A screen that somebody signed in has handed to somebody else: one page, and no other, until it is taken back.

Whoever hands it over chooses a code first. Without the code every other address leads back to that page, and too many
wrong ones end the session.
"""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare, salted_hmac

KEY: Final = "handed_over"
GUESSED: Final = "handed_over_guessed"  # in the new, empty session
MOST_TRIES: Final = 5


def hand_over(request: HttpRequest, *, to: str, back: str, **said: str) -> None:
    """From now on only the address `to` answers; `back` is where it goes on when the screen is taken back."""
    code = said.pop("code")
    kept = {"to": to, "back": back, "code": _hash(request, code), "tries": 0, **said}
    request.session[KEY] = kept


def handed_over(request: HttpRequest) -> dict[str, Any] | None:
    found: dict[str, Any] | None = request.session.get(KEY)
    return found


def handed_over_change(request: HttpRequest, **said: Any) -> None:
    request.session[KEY] = {**request.session[KEY], **said}


def take_back(request: HttpRequest, code: str) -> str:
    """The address at which it goes on; empty for a wrong code. After too many the session is over."""
    kept = handed_over(request)
    if not kept:
        return "/"
    if constant_time_compare(kept["code"], _hash(request, code)):
        del request.session[KEY]
        return str(kept["back"])
    if kept["tries"] + 1 >= MOST_TRIES:
        request.session.flush()
        request.session[GUESSED] = True
        return "/"
    handed_over_change(request, tries=kept["tries"] + 1)
    return ""


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
