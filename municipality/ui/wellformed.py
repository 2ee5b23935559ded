"""Requests that nobody's browser sends are turned away before Django reads them.

It reads the content type before any of our code runs, and where that fails the server answers in its own words. So the
application is behind `WellFormed`, which takes out what cannot be read, and the middleware then shows our page.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import parse_header_parameters

MALFORMED: Final = "stafettpinnen.malformed"


def take_out(environ: dict[str, Any]) -> None:
    """Replace a content type with another charset than UTF-8, and a length that is no number; note that it was so.

    Django would read the address and the form by that charset, again in each error page, and some are no text at all.
    """
    if not _is_utf8(str(environ.get("CONTENT_TYPE") or "")):
        environ |= {"CONTENT_TYPE": "", MALFORMED: "charset"}
    length = str(environ.get("CONTENT_LENGTH") or "0")
    if not (length.isascii() and length.isdigit()):
        environ |= {"CONTENT_LENGTH": "0", MALFORMED: "length"}


def _is_utf8(content_type: str) -> bool:
    try:
        _type, parameters = parse_header_parameters(content_type)
    except (LookupError, ValueError):
        return False
    return parameters.get("charset", "utf-8").lower() in ("utf-8", "utf8")


class WellFormed:
    """The WSGI application before Django's."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        take_out(environ)
        return self.application(environ, start_response)


class WellFormedMiddleware:
    """Refuse what `take_out` has noted, with the page for 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if MALFORMED in request.META:
            raise BadRequest(request.META[MALFORMED])
        return self.get_response(request)
