"""Scenes of emergencies, and of whose people may open a log in one."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.administration.emergency import emergency_allow
from municipality.people.models import AccountType
from tests.cast import Cast, make_user
from tests.emergency.helpers import WHY, allow, later, number_of, open_as
from tests.writing.scenes import Scene, Typed, log


def open_one(cast: Cast) -> Scene:
    allow(cast, "skole")
    number = number_of(log(cast))
    typed: Typed = {
        "number": number,
        "sources": ["school"],
        "reason": WHY,
        "sure": "on",
    }
    return Scene("other_teacher", reverse("emergency:open"), typed, (WHY,))


def _opened(cast: Cast, way: str, person: str, typed: Typed) -> Scene:
    allow(cast, "skole")
    key = open_as(cast.other_teacher, log(cast), later=later())
    return Scene(person, reverse(f"emergency:{way}", args=[key]), typed)


def end(cast: Cast) -> Scene:
    return _opened(cast, "end", "other_teacher", {"confirmed": "1"})


def tell(cast: Cast) -> Scene:
    return _opened(cast, "tell", "other_teacher", {"confirmed": "1"})


def look(cast: Cast) -> Scene:
    day = f"{timezone.localdate() + timedelta(days=3):%d.%m.%Y}"
    typed = {"family": "later", "later_because": "told_by_child", "review_on": day}
    return _opened(cast, "look", "head", typed)


def let(cast: Cast) -> Scene:
    typed: Typed = {"services": ["nav"], "roles": ["caseworker"]}
    return Scene("administrator", reverse("administration:emergency"), typed)


def let_too(cast: Cast) -> Scene:
    with as_system("test: a second administrator"):
        cast.older = make_user("second", cast.home, AccountType.ADMINISTRATOR)
    with as_user(cast.administrator.pk):
        emergency_allow(roles=["caseworker"], services=["nav"])
    return Scene("older", reverse("administration:emergency_confirm"), {"confirmed": "1"})
