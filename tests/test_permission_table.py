"""Every address × every role. An address that is missing here fails; so does an answer that is not the one
written down.

The case is Emma's log (tests/logs/helpers.py) with the nurse and the adviser named; the concern is the teacher's.
200 shown, 302 done or sent on, 403 visible but not allowed, 404 not there for this person, 405 wrong method.
"""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cases.concerns.services import concern_register
from cases.logs.models import Entry
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from tests.cast import EVERYBODY, years_ago
from tests.logs.helpers import join, make_log

NOBODY = "nobody"
ROLES = (*EVERYBODY, NOBODY)
# Sent to sign in: what a visitor without a session gets on every page that shows something.
SENT = 302


def only(status: int, *roles: str, others: int = 404, **exceptions: int) -> dict[str, int]:
    """`status` for the roles, `others` for everybody else; nobody is sent to sign in."""
    return dict.fromkeys(EVERYBODY, others) | {NOBODY: SENT} | dict.fromkeys(roles, status) | exceptions


STAFF_WITH_UNIT = (
    "teacher", "other_teacher", "head", "nurse", "adviser", "ppt_colleague", "child_welfare_worker", "nav", "stranger",
)  # fmt: skip
TAKES_PART = ("teacher", "nurse", "adviser")
WITH_HOUSE = tuple(role for role in EVERYBODY if role not in ("mother", "father", "youth"))
HEADS = ("teacher", "head", "nurse", "adviser")
everybody = dict.fromkeys(ROLES, 200)
signed_in = only(200, *EVERYBODY)

TABLE: dict[str, dict[str, dict[str, int]]] = {
    "healthz": {"GET": everybody},
    "sign_in": {"GET": dict.fromkeys(EVERYBODY, 302) | {NOBODY: 200}},
    "logout": {"GET": dict.fromkeys(ROLES, 405), "POST": dict.fromkeys(ROLES, 302)},
    # Not in demo mode: the address does not exist.
    "demo_login": {"GET": dict.fromkeys(ROLES, 404), "POST": dict.fromkeys(ROLES, 404)},
    "home": {"GET": everybody},
    "concerns:list": {"GET": signed_in, "POST": dict.fromkeys(ROLES, 302)},
    "concerns:register": {"GET": only(200, *STAFF_WITH_UNIT, others=403)},
    "concerns:read": {"GET": only(200, "teacher", "head")},
    "concerns:change": {"GET": only(200, "teacher", head=403)},
    "concerns:share": {"GET": only(405, *EVERYBODY, others=405), "POST": only(200, "teacher", head=403)},
    "concerns:close": {"GET": only(200, "teacher", head=403)},
    "concerns:open_log": {"GET": only(200, "teacher", head=403)},
    "logs:list": {"GET": signed_in, "POST": dict.fromkeys(ROLES, 302)},
    "logs:read": {"GET": only(200, *TAKES_PART, "mother"), "POST": only(302, *TAKES_PART, "mother")},
    "logs:write": {"GET": only(200, *TAKES_PART, mother=403), "POST": only(200, *TAKES_PART, mother=403)},
    "logs:change_entry": {"GET": only(200, "teacher", mother=403), "POST": only(200, "teacher", mother=403)},
    "logs:shares": {"GET": only(200, *TAKES_PART, "mother")},
    "logs:renew": {"GET": only(200, "teacher", nurse=403, adviser=403, mother=403)},
    # Nobody is shut out of this log, so there is nobody to release it to.
    "logs:release": {"GET": only(404, "teacher", nurse=403, adviser=403, mother=403)},
    "logs:withdraw": {"GET": only(200, *TAKES_PART, "mother")},
    "logs:events": {"GET": only(200, "mother")},
    "logs:leave": {"GET": only(200, *TAKES_PART, mother=403)},
    "heads:list": {"GET": signed_in},
    "heads:read": {"GET": only(200, *HEADS)},
    "heads:name": {
        "GET": only(405, *EVERYBODY, others=405),
        "POST": only(200, "nurse", "adviser", teacher=403, head=403),
    },
    "heads:remove": {"GET": only(200, "nurse")},
    "baton:offer": {"GET": only(200, "teacher", nurse=403, adviser=403, head=403, mother=403)},
    "baton:unask": {
        "GET": only(405, *EVERYBODY, others=405) | {NOBODY: SENT},
        # The mother sees the log and no head, so for her there is nothing to take back.
        "POST": only(302, "teacher", nurse=403, adviser=403, head=403),
    },
    "baton:answer": {"GET": only(302, *TAKES_PART, "mother")},
    "notices:list": {"GET": signed_in},
    "notices:read_all": {"GET": dict.fromkeys(ROLES, 405), "POST": dict.fromkeys(ROLES, 302)},
    "notices:open": {"GET": dict.fromkeys(ROLES, 405), "POST": only(302, "nurse")},
    "drafts:save": {"GET": dict.fromkeys(ROLES, 405)},
    "drafts:forget": {"GET": dict.fromkeys(ROLES, 405)},
    "audit:list": {"GET": only(200, "privacy_officer", others=403)},
    "organisation:overview": {"GET": only(200, *WITH_HOUSE, others=403)},
    "organisation:settings": {"GET": only(200, "administrator", others=403)},
}


def addresses(resolver: URLResolver, prefix: str = "", namespace: str = "") -> dict[str, str]:
    """Every address of the application by name, with its pattern."""
    found: dict[str, str] = {}
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found[f"{namespace}{pattern.name}"] = prefix + str(pattern.pattern)
        else:
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= addresses(pattern, prefix + str(pattern.pattern), below)
    return found


@pytest.fixture
def filled_in(cast: SimpleNamespace) -> dict[str, str]:
    """What stands for the variable parts of the addresses."""
    with as_user(cast.teacher.pk):
        concern = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9), observed="x",
            since=years_ago(0),
        )  # fmt: skip
    case_id = make_log(cast)
    join(cast, case_id, "nurse", "adviser")
    with as_system("test"):
        entry = Entry.objects.get(case_id=case_id)
        notice = Notice.objects.filter(user=cast.nurse, case_id=case_id).first()
    assert notice is not None
    return {
        "<uuid:concern_id>": str(concern.pk),
        "<uuid:case_id>": str(case_id),
        "<uuid:entry_id>": str(entry.pk),
        "<uuid:parent_id>": str(entry.pk),
        "<uuid:notice_id>": str(notice.pk),
        "<int:user_id>": str(cast.nurse.pk),
        "<str:username>": "teacher",
    }


def test_every_address_stands_in_the_table() -> None:
    assert set(addresses(get_resolver())) == set(TABLE)


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_the_table_says(
    cast: SimpleNamespace, filled_in: dict[str, str], role: str
) -> None:
    patterns = addresses(get_resolver())
    wrong: list[Any] = []
    for name, methods in TABLE.items():
        path = "/" + patterns[name]
        for variable, value in filled_in.items():
            path = path.replace(variable, value)
        for method, answers in methods.items():
            client = Client()
            if role != NOBODY:
                client.force_login(getattr(cast, role))
            status = client.generic(method, path).status_code
            if status != answers[role]:
                wrong.append((name, method, f"answered {status}, the table says {answers[role]}"))
    assert wrong == []
