"""What tests of decisions by statute have in common: the school's head lets NAV read."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from cases.statute.selectors import last_day_possible, statute_notes, statutes_received, statutes_told
from cases.statute.services import Decision, statute_decide, statute_name
from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from tests.access.scenes import plain
from tests.cast import EVERYBODY, Cast

WHY = "Uten dette får ikke familien hjelpen de har søkt om."


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def who(cast: Cast, person: str | User) -> User:
    """Somebody of the cast, or who came later."""
    found: User = getattr(cast, person) if isinstance(person, str) else person
    return found


def a_decision(cast: Cast, **other: Any) -> Decision:
    said: dict[str, Any] = {
        "unit_id": cast.school.pk, "receiver_id": cast.nav_office.pk, "provision": "own_tasks", "kinds": ["school"],
        "reason": WHY, "last_day": in_days(30),
    }  # fmt: skip
    return Decision(**said | other)


def decide(cast: Cast, case_id: uuid.UUID, person: str | User = "head", **other: Any) -> uuid.UUID:
    with as_user(who(cast, person).pk):
        return statute_decide(case_id=case_id, decision=a_decision(cast, **other))


def name(cast: Cast, statute_id: uuid.UUID, person: str, by: str = "") -> None:
    """By the person, unless somebody else does."""
    with as_user(getattr(cast, by or person).pk):
        statute_name(statute_id, getattr(cast, person).pk)


def opened(cast: Cast, case_id: uuid.UUID, to: str = "nav", **other: Any) -> uuid.UUID:
    """And the receiving unit's own reception reads it."""
    statute_id = decide(cast, case_id, **other)
    name(cast, statute_id, to)
    return statute_id


def texts(cast: Cast, person: str, statute_id: uuid.UUID) -> list[str]:
    with as_user(getattr(cast, person).pk):
        return [one.text for one in statute_notes(statute_id)]


def readers(cast: Cast, statute_id: uuid.UUID, people: tuple[str, ...] = EVERYBODY) -> set[str]:
    """Who reads any note by it."""
    return {person for person in people if texts(cast, person, statute_id)}


def receivers(cast: Cast, statute_id: uuid.UUID, people: tuple[str, ...] = EVERYBODY) -> set[str]:
    """Who names people for it."""
    found = set()
    for person in people:
        with as_user(getattr(cast, person).pk):
            if any(one.id == statute_id and one.receives for one in statutes_received()):
                found.add(person)
    return found


def told(cast: Cast, case_id: uuid.UUID) -> set[str]:
    """Who is told of any, as of the family."""
    found = set()
    for person in EVERYBODY:
        with as_user(getattr(cast, person).pk):
            if statutes_told(case_id):
                found.add(person)
    return found


def latest(cast: Cast) -> date:
    with as_user(cast.head.pk):
        return last_day_possible()


def goes_by(statute_id: uuid.UUID, days: int) -> None:
    """The decision is this many days older; no job has run."""
    with as_system("test: time passes"):
        plain(
            "update cases_statute set decided_at = decided_at - make_interval(days => %s), last_day = last_day - %s"
            " where id = %s",
            days, days, statute_id,
        )  # fmt: skip
