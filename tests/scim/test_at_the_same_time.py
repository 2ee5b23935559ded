"""Two requests of a directory at the same time are one after the other."""

from threading import Thread
from typing import Any

from django.db import connections

from municipality.access.identity import as_system
from municipality.audit.models import Event
from municipality.people.models import User
from tests.cast import Cast
from tests.scim.helpers import Push, directory_of


def at_once(*requests: Any) -> list[int]:
    """The statuses, in the order of the numbers."""
    found: list[int] = []

    def ask(request: Any) -> None:
        try:
            found.append(request().status_code)
        finally:
            connections.close_all()

    threads = [Thread(target=ask, args=(request,)) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


def pushes(cast: Cast, number: int) -> list[Push]:
    token = directory_of(cast.administrator).token
    return [Push(token) for _one in range(number)]


def test_of_the_same_name_sent_four_times_at_once_there_is_one_account(committed: Cast) -> None:
    body = {"userName": "aile", "displayName": "Áile", "externalId": "x"}
    sent = [lambda one=one: one("POST", "Users", body) for one in pushes(committed, 4)]
    assert at_once(*sent) == [201, 409, 409, 409]
    with as_system("test: read"):
        assert User.objects.filter(username="aile").count() == 1


def test_the_same_change_sent_four_times_at_once_is_done_once(committed: Cast) -> None:
    ours = pushes(committed, 4)
    path = f"Users/{ours[0].key_of(committed.nurse)}"
    change = {"op": "Replace", "path": "active", "value": "False"}
    assert at_once(*(lambda one=one: one.patch(path, change) for one in ours)) == [200] * 4
    with as_system("test: read"):
        assert Event.objects.filter(act="account.close", reason="scim").count() == 1
