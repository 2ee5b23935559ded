"""The pages for what went wrong. They come from anywhere, so they need nothing: no form, no session, no database.

`municipality/urls.py` names them as Django's handlers. Django's own read the posted form first, which fails exactly
when the form is what is wrong.
"""

import logging
import re
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from municipality.access.refusals import Refused
from municipality.runtime.sessions import StoreUnreachable

logger = logging.getLogger(__name__)

FRAME: Final = "base.html"
PLAIN: Final = "ui/plain.html"
UNREACHABLE: Final = (OperationalError, InterfaceError, StoreUnreachable)
SECONDS: Final = 30  # after which it is worth trying again
# The keys, days and numbers of a form, which are easy to write again; an identity number is among them.
_NO_TEXT: Final = re.compile(r"[a-z0-9_.:/+-]*|[\W\d_]*")
LONGEST_WORD: Final = 100  # what is longer without a space was made by a program
_OF_THE_FRAME: Final = ("csrfmiddlewaretoken", "once", "mark")
_SECRET: Final = ("password", "new_password", "repeated", "code")  # what somebody signs in with
MAY_BE_STORED: Final = "may_be_stored"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return HttpResponse(render_to_string("400.html"), status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, in the frame with the person's own navigation when that can be had.

    With the text that was sent, and with its reason when the database refused.
    """
    why = str(exception) if isinstance(exception, Refused) else ""
    return _framed(request, "403.html", 403, {"why": why, "texts": texts_sent(request)})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, in the same frame, with the text that was sent."""
    return _framed(request, "404.html", 404, {"texts": texts_sent(request)})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without the token of this session."""
    return HttpResponse(render_to_string("403_csrf.html"), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 when database or session store were lost, both with the text; 400 for an encoding that there is not."""
    if type(sys.exc_info()[1]) is LookupError:  # a part of the form named it
        return HttpResponse(render_to_string("400.html"), status=400)
    context = {"texts": texts_sent(request), MAY_BE_STORED: MAY_BE_STORED in request.__dict__}
    if not _tells_of_lost_server(sys.exc_info()[1]):
        return HttpResponse(render_to_string("500.html", context), status=500)
    return HttpResponse(
        render_to_string("503.html", context), status=503, headers={"Retry-After": str(SECONDS)}
    )


def committing(request: HttpRequest) -> None:
    """If the database is lost from here on, nobody knows whether what was sent is stored: the page says so."""
    request.__dict__[MAY_BE_STORED] = True


def texts_sent(request: HttpRequest) -> list[str]:
    """What somebody wrote in the form that was sent, to be shown to her once more; never files, keys and numbers.

    Empty when the form cannot be read, or when another site sent it: others' words must not be on our pages.
    A form with a file is not read at all, for that would lay the file on disk.
    """
    try:
        if request.method != "POST" or request.content_type != "application/x-www-form-urlencoded":
            return []
        if (origin := request.headers.get("Origin")) and urlsplit(origin).netloc != request.get_host():
            return []
        fields = list(request.POST.lists())
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the page must come
        return []
    return [
        value
        for name, values in fields
        for value in values
        if name not in (*_OF_THE_FRAME, *_SECRET) and _is_text(value)
    ]


def _is_text(value: str) -> bool:
    if _NO_TEXT.fullmatch(value):
        return False
    return len(value) <= LONGEST_WORD or len(value.split()) > 1


def _framed(
    request: HttpRequest, template: str, status: int, context: Mapping[str, object] = MappingProxyType({})
) -> HttpResponse:
    try:
        page = render_to_string(template, {**context, "layout": FRAME}, request)
    except Exception as error:  # noqa: BLE001 - the frame reads session and database, the plain page nothing
        logger.warning("An error page is shown without its frame (%s).", type(error).__name__)
        page = render_to_string(template, {**context, "layout": PLAIN})
    return HttpResponse(page, status=status)


def _tells_of_lost_server(error: BaseException | None) -> bool:
    """The first error may have made others: a lost connection is not taken up again within a transaction."""
    while error is not None:
        if isinstance(error, UNREACHABLE):
            return True
        error = error.__cause__ or error.__context__
    return False
