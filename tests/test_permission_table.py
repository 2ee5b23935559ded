"""Every address × every role (permissions.py). An address that is missing there fails; so does an answer that is not
the one written down.
"""

import uuid
from bisect import bisect_left
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from tests.access_log import Noted, noted
from tests.attacks.helpers import without_tokens
from tests.cast import Cast
from tests.paper.pdf import text_of
from tests.permission_scene import PLANTED, Scene, scene
from tests.permissions import NOBODY, ROLES, SIGN_OUT, TABLE, addresses

__all__ = ["scene"]

pytestmark = pytest.mark.slow(60)

OF_A_CHILD = ("Emma", "E.E.")
# What the municipality has, asking without names, and one's own keyboard: that leaves no event at all.
OF_NO_PERSON = {
    "administration:overview",
    "stafffile:upload",
    "stafffile:example",
    "absence:register",
    "absence:register_for",
    "discussions:ask",
    "discussions:claim",
    "shortcuts:change",
    "profile:read",
    "profile:phone",
    "profile:choices",
    "profile:email",
    "profile:confirm_email",
    "time_left",
    "administration:begin",
    "administration:merge",
}


def test_every_address_stands_in_the_table() -> None:
    assert set(addresses(get_resolver())) == set(TABLE)


class Step(NamedTuple):
    """One request of the walk: what was answered, what that says, and the events that it left."""

    role: str
    name: str
    method: str
    status: int
    text: str
    events: list[Noted]
    cases: dict[uuid.UUID, str]

    @property
    def done(self) -> list[Noted]:
        return [one for one in self.events if not one.refused]


def what_it_says(answer: Any) -> str:
    """In a token, drawn by chance, any short name can stand."""
    if answer.streaming or answer.status_code != 200:
        return ""
    if answer.content.startswith(b"%PDF-"):
        return text_of(answer.content)
    return without_tokens(answer.text)


def walk(cast: Cast, scene: Scene, role: str) -> list[Step]:
    """Every address as this role. The visitor stays the same, and signs out at last.

    The events are read once, and each belongs to the request that was under way: the database has this machine's clock.
    """
    patterns = addresses(get_resolver())
    client = Client()
    if role != NOBODY:
        client.force_login(getattr(cast, role))
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    begun, ended, steps = timezone.now(), [], []
    for name, methods in sorted(TABLE.items(), key=lambda entry: entry[0] in SIGN_OUT):
        path = "/" + patterns[name]
        for variable, value in scene.filled_in.items():
            path = path.replace(variable, value)
        for method in methods:
            client.cookies = SimpleCookie(cookies)
            answer: Any = client.generic(method, path)
            ended.append(timezone.now())
            steps.append(Step(role, name, method, answer.status_code, what_it_says(answer), [], scene.cases))
    for one in noted(at__gt=begun):
        steps[bisect_left(ended, one.event.at)].events.append(one)
    return steps


def answered_as_the_table_says(step: Step) -> str:
    said, given = TABLE[step.name][step.method][step.role], step.status
    return "" if given == said else f"answered {given}, the table says {said}"


def leaves_one_event(step: Step) -> str:
    """D14: a page that shows a child, or what is said of one, leaves an event; a page view leaves no more than one."""
    if not step.done and any(word in step.text for word in OF_A_CHILD):
        return "shows a child, or what is said of one, and leaves no event"
    if step.method == "GET" and len(step.events) > 1:
        return f"leaves {[one.act for one in step.events]}"
    return ""


def notes_every_case_that_it_shows(step: Step) -> str:
    """R8: one narrow row for each case. What controls readings tells of events, by the numbers of cases."""
    shown = {key for key, number in step.cases.items() if str(key) in step.text or number in step.text}
    missing = shown - {key for one in step.done for key in one.case_ids}
    of_events = step.name in (
        "audit:list", "audit:export", "bylaw:control", "patterns:list",
        *(f"questions:{page}" for page in ("read", "answer", "conclude", "advise")),
    )  # fmt: skip
    return "shows a case that its event does not name" if missing and not of_events else ""


def notes_that_it_was_refused(step: Step) -> str:
    """A try at what is there and not allowed leaves an event that says so."""
    refused = any(one.refused for one in step.events)
    is_noted = step.status != 403 or step.name in OF_NO_PERSON or refused
    return "" if is_noted else "refuses, and notes no try"


def shows_what_was_planted_to_its_readers_alone(step: Step) -> str:
    told = [text for text, readers in PLANTED.items() if text in step.text and step.role not in readers]
    return f"shows {told}" if told else ""


CHECKS: tuple[Callable[[Step], str], ...] = (
    answered_as_the_table_says, leaves_one_event, notes_every_case_that_it_shows, notes_that_it_was_refused,
    shows_what_was_planted_to_its_readers_alone,
)  # fmt: skip


def test_every_address_answers_each_role_as_it_shall_and_notes_what_it_showed(
    cast: Cast, scene: Scene, no_navigation: None, no_way: None
) -> None:
    wrong: list[str] = []
    seen: set[str] = set()
    for role in ROLES:
        with transaction.atomic():
            for step in walk(cast, scene, role):
                wrong += [
                    f"{role} {step.method} {step.name}: {said}" for check in CHECKS if (said := check(step))
                ]
                seen |= {text for text in PLANTED if text in step.text}
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)
    assert seen == set(PLANTED), "what nobody meets proves nothing"
