"""The first step of every request: its session, and one transaction in which the database knows who asks."""

from contextlib import ExitStack, suppress
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from municipality.access.identity import as_user
from municipality.audit.access_log import one_request, write_refusals
from municipality.runtime.sessions import StoreUnreachable
from municipality.signin.sessions import is_over, is_page_alone, seen
from municipality.ui.errors import committing

MESSAGES = "_messages"  # where Django's SessionStorage keeps them


class IdentityMiddleware(SessionMiddleware):
    """Wrap the whole request, rendering included, in the transaction of the current user.

    ATOMIC_REQUESTS stays on inside it: a view that fails loses its half-done writes while the refused try is
    still logged. The identity is the session's, not `request.user`, which reads a table and so needs the
    identity first.

    A session that was ended elsewhere, or whose time is over, is nobody's. A request that a page makes on its own lets
    no session last longer.

    The session is written before the transaction is committed. When it cannot be, nothing is stored, and the answer
    says so; after the commit nothing is left that could make a stored act look like a failed one.
    """

    async_capable = False

    def __call__(self, request: HttpRequest) -> Any:
        self.process_request(request)
        user_key = request.session.get(SESSION_KEY)
        told_before = request.session.get(MESSAGES)
        session_written = False
        try:
            with one_request(), as_user(int(user_key) if user_key else None), ExitStack() as as_nobody:
                if is_over(request.session):
                    request.session.flush()
                    as_nobody.enter_context(as_user(None))
                elif user_key and not is_page_alone(request):
                    seen(request)
                response: HttpResponse = self.get_response(request)  # type: ignore[assignment]
                if response.status_code == 503:  # a server was lost on the way
                    transaction.set_rollback(True)
                    return response
                write_refusals()
                if not is_page_alone(request) or request.session.modified:
                    response = self.process_response(request, response)
                session_written = True
                committing(request)
            return response
        except BaseException:
            if session_written:
                _take_back(request, told_before)
            raise


def _take_back(request: HttpRequest, told_before: Any) -> None:
    """The next page must not say that it is done: the session forgets what the lost transaction was to tell."""
    with suppress(StoreUnreachable, UpdateError):
        if told_before is None:
            request.session.pop(MESSAGES, None)
        else:
            request.session[MESSAGES] = told_before
        request.session.save()
