"""Nonsense in every parameter of every address, as those who reach it: a refusal in words, never a server error."""

import re
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from tests.cast import Cast
from tests.examples import MANY
from tests.permission_scene import Scene, scene
from tests.permissions import NOBODY, TABLE, addresses

__all__ = ["scene"]

pytestmark = pytest.mark.slow(45)

NONSENSE = (
    "\x00", "9" * 400, "-1", "0", "\u00b2", "\u0663", "1e9", "0x10", "1_0", "31.02.2026", "99.99.9999",
    "01.01.0001", "00000000-0000-0000-0000-000000000000", "abc", "\ufdfa\u200f\U0001f9d2", "[]", "{}",
    "null", "on", "%", "../", "x" * 30000,
)  # fmt: skip
STEP = 1 if MANY else 11  # each address gets every eleventh, and the next address the ones beside them
FIELDS = 1 if MANY else 2  # of each form every second field is wrong alone; together they all are
# What views read from the address; the fields of forms are found on the pages.
QUERY = (
    "next", "sok", "page", "form", "after", "case", "user", "first_day", "last_day", "act", "enhet", "plan",
    "del", "team", "sak", "referat", "refused", "unit",
)  # fmt: skip
SENT = (
    "q", "kind", "go", "more", "confirmed", "version", "answer", "what", "how", "skjerm", "sak", "forget", "myself",
    "findings", "text",
)  # fmt: skip
FIELD = re.compile(r'<(?:input|select|textarea|button)[^>]*?\sname="([^"]+)"(?:[^>]*?\svalue="([^"]*)")?')


def who_reaches(name: str) -> list[str]:
    """Somebody who is shown the address, and nobody."""
    answers = TABLE[name].get("GET", {}) | TABLE[name].get("POST", {})
    shown = [role for role, status in answers.items() if status in (200, 302) and role != NOBODY]
    return [*shown[:1], NOBODY]


def ask(client: Client, method: str, path: str, fields: dict[str, Any]) -> Any:
    """The answer; what it changed is taken back."""
    with transaction.atomic():
        answer = client.get(path, fields) if method == "GET" else client.post(path, fields)
        transaction.set_rollback(True)
    return answer


@pytest.fixture
def paths(scene: Scene) -> dict[str, str]:
    found = {}
    for name, pattern in addresses(get_resolver()).items():
        path = "/" + pattern
        for variable, value in scene.filled_in.items():
            path = path.replace(variable, value)
        found[name] = path
    return found


def test_nonsense_in_any_parameter_is_no_server_error(
    cast: Cast, paths: dict[str, str], no_navigation: None
) -> None:
    wrong: list[Any] = []
    turn = 0
    for name, path in paths.items():
        for role in who_reaches(name):
            client = Client(raise_request_exception=False)
            if role != NOBODY:
                client.force_login(getattr(cast, role))
            cookies = {name: cookie.value for name, cookie in client.cookies.items()}
            shown = client.get(path)
            fields = dict(FIELD.findall(shown.text)) if shown["Content-Type"].startswith("text/html") else {}
            fields.pop("csrfmiddlewaretoken", None)
            some = NONSENSE[turn % STEP :: STEP] if role != NOBODY else NONSENSE[turn % len(NONSENSE) :][:1]
            asked = [("GET", dict.fromkeys(QUERY, value)) for value in some]
            asked += [("POST", dict.fromkeys((*SENT, *fields), value)) for value in some]
            for field in [*fields][turn % FIELDS :: FIELDS]:
                turn += 1
                asked.append(("POST", {**fields, field: NONSENSE[turn % len(NONSENSE)]}))
            for method, sent in asked:
                client.cookies = SimpleCookie(cookies)
                status = ask(client, method, path, sent).status_code
                if status >= 500:
                    wrong.append((name, role, method, {key: value[:20] for key, value in sent.items()}))
            turn += 1
    assert wrong == []


@pytest.mark.parametrize(
    "value", ["abc", "", "/", "//", "home", "sign_in", "\x00", "/\r\nx: y", "javascript:1", "."]
)
def test_where_to_go_after_signing_in_is_a_page_of_ours_or_the_front_page(cast: Cast, value: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.teacher)
    answer = client.get("/logg-inn/", {"next": value})
    assert (answer.status_code, answer["Location"]) == (302, "/%0D%0Ax:%20y" if "\r" in value else "/")
