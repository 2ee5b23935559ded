"""A log that became one with another, or two again: its old addresses lead whoever reads it to where it is now."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from municipality.writing.answers import nothing_done
from municipality.writing.drafts import drafts_follow


class LogIsElsewhere(Exception):
    """Raised by a gate for who reads the log where it is now."""

    def __init__(self, before: uuid.UUID, now: uuid.UUID) -> None:
        super().__init__()
        self.before, self.now = before, now


class LogIsElsewhereMiddleware:
    """Leads to the same page of the log that it is now. A form that was sent is sent on with all that was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, LogIsElsewhere):
            return None
        before, now = str(exception.before), str(exception.now)
        drafts_follow(request, request.path.replace(before, now))
        nothing_done(request)
        address = request.get_full_path().replace(before, now)
        return HttpResponseRedirect(address, preserve_request=request.method == "POST")
