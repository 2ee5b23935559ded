"""The first step of every request: one transaction in which the database knows who asks."""

import uuid
from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from municipality.access.identity import as_user
from municipality.audit.log import request_id, write_refusals


class IdentityMiddleware:
    """Wrap the whole request, rendering included, in the transaction of the one who asks.

    ATOMIC_REQUESTS stays on inside it: a view that fails loses its half-done writes while the refused try is
    still logged. The identity is the session's, not `request.user`: that one reads a table, which needs the
    identity first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user_key = request.session.get(SESSION_KEY)
        token = request_id.set(str(uuid.uuid4()))
        try:
            with as_user(int(user_key) if user_key else None):
                response = self.get_response(request)
                write_refusals(request)
            return response
        finally:
            request_id.reset(token)
