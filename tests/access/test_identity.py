"""R1: who asks is sealed. No value that somebody else wrote, kept or carried over is anybody to the database."""

import hashlib
import json
import threading
import urllib.request
import uuid
from typing import Any

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import ProgrammingError, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path

from cases.case.models import Case
from municipality.access.identity import _sealed, as_system, as_user, asking_user_id, seal_code, seal_key
from municipality.people.models import User
from municipality.people.services import membership_end
from municipality.runtime.sessions import SessionStore
from tests.access.scenes import answer, plain, value
from tests.cast import Cast
from tests.databases import logged_in
from tests.logs.opening import open_log


def who_asks(request: HttpRequest) -> JsonResponse:
    """Slow enough that requests overlap; asks before and after."""
    before = value("select my_id()")
    plain("select pg_sleep(0.02)")
    return JsonResponse({"before": before, "after": value("select my_id()"), "cases": Case.objects.count()})


urlpatterns = [path("who/", who_asks)]


def claim(given: str) -> Any:
    """Who the database thinks asks when the setting has this value."""
    with transaction.atomic():
        plain("select set_config('app.user_id', %s, true)", given)
        found = value("select my_id()")
        transaction.set_rollback(True)
    return found


def sealed_for(user_id: object, pid: int, key: bytes | None = None) -> str:
    """A seal made as the application makes it, for any user, backend and key."""
    key = seal_key() if key is None else key
    inner = hashlib.sha256(key + f"{user_id}:{pid}".encode()).digest()
    return f"{user_id}:{hashlib.sha256(key + inner).hexdigest()}"


def my_pid() -> int:
    return int(value("select pg_backend_pid()"))


def test_a_seal_of_ours_is_somebody(cast: Cast) -> None:
    assert claim(sealed_for(cast.teacher.pk, my_pid())) == cast.teacher.pk


@pytest.mark.parametrize(
    "forge",
    [
        lambda me, _seal: str(me),
        lambda me, _seal: f"{me}:",
        lambda me, _seal: f"{me}:{'0' * 64}",
        lambda _me, seal: seal[:-1],
        lambda _me, seal: seal.upper(),
        lambda _me, seal: seal.partition(":")[2],
        lambda me, seal: f"{me + 1}:{seal.partition(':')[2]}",
        lambda me, seal: f" {me}:{seal.partition(':')[2]}",
        lambda me, seal: f"+{me}:{seal.partition(':')[2]}",
        lambda me, seal: f"{me} or true:{seal.partition(':')[2]}",
        lambda me, _seal: f"{me}:' or '1'='1",
        lambda _me, _seal: "'; drop table cases_case; --",
        lambda _me, _seal: "",
        lambda _me, _seal: ":",
        lambda _me, _seal: "%",
        lambda me, _seal: sealed_for(me, my_pid() + 1),
        lambda me, _seal: sealed_for(me, my_pid(), b"\0" * 32),
        lambda me, _seal: sealed_for(me, my_pid(), b""),
        lambda me, _seal: f"{me}:" + hashlib.sha256(f"{me}:{my_pid()}".encode()).hexdigest(),
    ],
)
def test_a_forged_value_is_nobody(cast: Cast, forge: Any) -> None:
    me = cast.teacher.pk
    assert claim(forge(me, sealed_for(me, my_pid()))) is None


def test_as_user_gives_back_the_one_who_asked_before(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        with as_user(cast.nurse.pk):
            assert (value("select my_id()"), asking_user_id()) == (cast.nurse.pk, cast.nurse.pk)
            with as_user(None):
                assert (value("select my_id()"), asking_user_id()) == (None, None)
            assert value("select my_id()") == cast.nurse.pk
        assert (value("select my_id()"), asking_user_id()) == (cast.teacher.pk, cast.teacher.pk)
    assert (value("select my_id()"), asking_user_id()) == (None, None)


def test_as_user_gives_back_the_one_who_asked_before_after_an_error_too(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        with pytest.raises(ProgrammingError), as_user(cast.nurse.pk):
            plain("select nothing_of_that_name")
        assert (value("select my_id()"), asking_user_id()) == (cast.teacher.pk, cast.teacher.pk)


def test_somebody_who_does_not_exist_is_nobody(cast: Cast) -> None:
    with as_user(10**12):
        assert value("select my_id()") is None


def test_a_closed_account_sees_nothing_at_once(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.teacher.pk):
        assert Case.objects.filter(pk=case_id).exists()
    with as_system("test: closed"):
        User.objects.filter(pk=cast.teacher.pk).update(is_active=False)
    with as_user(cast.teacher.pk):
        assert value("select my_id()") is None
        assert not Case.objects.exists()
        assert not User.objects.exists()


def test_a_membership_that_ends_takes_the_unit_away_in_the_same_transaction(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        assert value("select my_units()") == [cast.school.pk]
    with as_system("test: leaves"):
        membership_end(cast.teacher.memberships.get())
    with as_user(cast.teacher.pk):
        assert value("select my_units()") == []


def test_as_user_inside_as_system_is_refused(cast: Cast) -> None:
    with as_system("test"), pytest.raises(RuntimeError), as_user(cast.teacher.pk):
        pass


def test_as_system_needs_a_reason(db: None) -> None:
    with pytest.raises(ValueError, match="reason"), as_system(""):
        pass


def test_as_system_gives_the_application_role_back_after_an_error_too(cast: Cast) -> None:
    with pytest.raises(ProgrammingError), as_system("test"):
        plain("select nothing_of_that_name")
    assert value("select current_user") == "stafett_app"
    with as_system("test"), as_system("test again"):
        assert value("select current_user") == "stafett_system"
    assert value("select current_user") == "stafett_app"
    assert not User.objects.exists()


def account(username: str) -> int | None:
    """As the application asks, which alone can compute the code."""
    found: int | None = value(
        "select account_for_sign_in(%s, %s)", username, seal_code(f"sign in:{username}")
    )
    return found


def test_signing_in_learns_the_key_of_an_open_account_and_nothing_else(cast: Cast) -> None:
    assert account("teacher") == cast.teacher.pk
    assert account("nobody") is None
    assert value("select account_for_sign_in(null, null)") is None
    with as_system("test: closed"):
        User.objects.filter(pk=cast.teacher.pk).update(is_active=False)
    assert account("teacher") is None


def test_the_web_login_steps_up_to_no_other_role(as_web_login: None) -> None:
    with pytest.raises(ProgrammingError, match="permission denied to set role"), as_system("attack"):
        pass
    for statement in (
        "set role stafett_owner", "set role stafett_worker", "set role stafett_backup",
        "set session authorization stafett_system",
    ):  # fmt: skip
        assert "permission denied" in answer(statement), statement
    assert value("select current_user") == "stafett_app"


def test_a_seal_is_worth_nothing_on_another_connection_nor_after_its_transaction(
    committed: Cast,
) -> None:
    open_log(committed)
    other = connection.copy()
    try:
        with as_user(committed.teacher.pk):
            assert Case.objects.count() == 1
            stolen = value("select current_setting('app.user_id')")
            with other.cursor() as cursor:
                cursor.execute("select set_config('app.user_id', %s, false)", [stolen])
                cursor.execute("select my_id(), (select count(*) from cases_case)")
                assert cursor.fetchone() == (None, 0)
        assert value("select current_setting('app.user_id', true)") == ""
        assert not Case.objects.exists()
        with pytest.raises(RuntimeError), as_user(committed.teacher.pk):
            raise RuntimeError
        assert not Case.objects.exists()
    finally:
        other.close()


@pytest.mark.urls("tests.access.test_identity")
def test_threads_of_the_server_never_see_each_others_identity(committed: Cast, live_server: Any) -> None:
    open_log(committed)
    people = [committed.teacher, committed.nurse, committed.mother, committed.stranger]
    wrong: list[tuple[int, dict[str, Any]]] = []
    with logged_in("app"):
        cookies = {person.pk: session_of(person) for person in people}

        def ask(person: User) -> None:
            for _round in range(6):
                request = urllib.request.Request(
                    f"{live_server.url}/who/", headers={"Cookie": f"session={cookies[person.pk]}"}
                )
                with urllib.request.urlopen(request) as response:
                    seen = json.load(response)
                cases = int(person in (committed.teacher, committed.mother))
                if seen != {"before": person.pk, "after": person.pk, "cases": cases}:
                    wrong.append((person.pk, seen))

        threads = [threading.Thread(target=ask, args=(person,)) for person in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def session_of(person: User) -> str:
    """The key of a session as a sign-in leaves it."""
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "municipality.people.backend.CaseBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store["nonce"] = str(uuid.uuid4())
    store.save()
    assert store.session_key
    return store.session_key


def test_the_python_seal_and_the_one_of_this_file_are_the_same(cast: Cast) -> None:
    assert _sealed(7) == sealed_for(7, my_pid())
