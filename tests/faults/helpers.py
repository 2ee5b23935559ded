"""A web process' connection that outlives a request, and its end by the server."""

import select
from typing import Any

from django.db import close_old_connections, connection
from django.test import Client

from municipality.people.models import User


class Served(Client):
    """A browser before a real server: the start of a request looks at the kept connection, as Django's signal does."""

    def request(self, **request: Any) -> Any:
        close_old_connections()
        return super().request(**request)


def signed_in(user: User) -> Served:
    """An error becomes an answer, as for a real visitor."""
    client = Served(raise_request_exception=False)
    client.force_login(user)
    return client


def end_connection() -> None:
    """Have the server end this thread's connection behind its back; returns when it is gone."""
    with connection.cursor() as cursor:
        cursor.execute("set idle_session_timeout = 1")
    _await_end()


def end_connection_within_the_transaction() -> None:
    """The same in the middle of a request."""
    with connection.cursor() as cursor:
        cursor.execute("set local idle_in_transaction_session_timeout = 1")
    _await_end()


def _await_end() -> None:
    readable, _writable, _failed = select.select([connection.connection], [], [], 30)
    assert readable, "the server has not ended the connection"
