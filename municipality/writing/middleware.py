"""Every form that is sent is stored once, and what is sent without a session is kept for its author."""

import uuid
from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.writing.answers import is_done, kept_for_its_author, no_room, sent_otherwise
from municipality.writing.drafts import CHOSEN, DraftsFull
from municipality.writing.once import (
    content_of,
    once_of,
    sending_begin,
    sending_end,
    sending_forget,
    sending_same,
)
from municipality.writing.unsent import unsent_give_back

VERSION: Final = "version"  # of forms that change a text: they say themselves what else was saved
_BEGUN: Final = "_sending_begun"
GIVEN_BACK: Final = "unsent_given_back"  # in a session: what was kept without one is with the drafts

STILL_KEPT: Final = gettext_lazy(
    "Vi har fortsatt tatt vare på det du sendte, men du har ikke plass til flere utkast. Forkast et annet utkast, og "
    "last denne siden på nytt."
)


class WritingMiddleware:
    """Runs within the transaction of the current user, so that value and act are stored together or not at all.

    A view that leads on has done what was asked, unless it says otherwise (`nothing_done`). One that answers with a
    page has not, and the same form can be sent again. All this comes before the view, and so before its gates: what is
    done already may have closed them, and the page that the first sending led to has gates of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.pk is not None and not request.session.get(GIVEN_BACK):
            if unsent_give_back(request.user.pk):
                request.session[GIVEN_BACK] = True
            elif CHOSEN in request.GET:
                messages.warning(request, STILL_KEPT)
        response = self.get_response(request)
        once: uuid.UUID | None = request.__dict__.get(_BEGUN)
        # With a server that was lost nothing is stored, the value neither.
        if once is None or response.status_code == 503:
            return response
        if isinstance(response, HttpResponseRedirect) and is_done(request):
            sending_end(once=once, result=response.url)
        else:
            sending_forget(once=once)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, keys: Any
    ) -> HttpResponse | None:
        """After the token was checked; a view that looks at it itself reads the form itself, or is no form."""
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return None
        if kept := kept_for_its_author(request):
            return kept
        once = once_of(request.POST)
        if once is None or request.user.pk is None:
            return None
        content = content_of(request)
        before = sending_begin(once=once, content=content)
        if before is None:
            request.__dict__[_BEGUN] = once
            makes_new = getattr(getattr(view, "view_class", None), "makes_new", False)
            same = sending_same(content=content) if makes_new else ""
            return _led_to(request, same) if same else None
        if before.content == content:
            return _led_to(request, before.result)
        return None if VERSION in request.POST else sent_otherwise(request, before)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return no_room(request) if isinstance(exception, DraftsFull) else None


def _led_to(request: HttpRequest, result: str) -> HttpResponse:
    messages.info(request, _("Du har sendt dette før, og det er lagret én gang. Slik står det nå."))
    return redirect(result)
