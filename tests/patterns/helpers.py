"""What tests of patterns have in common: settings by which little is enough, and what somebody is shown."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.patterns.selectors import Found, PatternQuery, patterns_seen
from municipality.access.identity import as_system, as_user
from municipality.organisation.municipality import Municipality
from municipality.people.models import User
from tests.cast import Cast, synthetic_number, years_ago
from tests.concerns.helpers import signed_in
from tests.logs.opening import open_log


def talked_over(cast: Cast, **other: Any) -> None:
    """The municipality has talked it over; two logs a day are many, and one time of the others is enough."""
    said = {
        "patterns_talked_on": timezone.localdate(), "patterns_talked_because": "Drøftet i AMU.",
        "pattern_logs_a_day": 2, "pattern_outside_times": 1000, "pattern_refused": 2,
    }  # fmt: skip
    with as_system("test: settings"):
        Municipality.objects.filter(pk=cast.home.pk).update(**(said | other))


def rename(user: User, name: str) -> None:
    with as_system("test: a name"):
        User.objects.filter(pk=user.pk).update(display_name=name)


def read(user: User, *cases: Any) -> None:
    client = signed_in(user)
    for case_id in cases:
        client.get(f"/stafettlogger/{case_id}/")


def seen_by(user: User, **other: Any) -> list[Found]:
    today = timezone.localdate()
    with as_user(user.pk):
        return patterns_seen(PatternQuery(today - timedelta(days=1), today + timedelta(days=1), **other))


def kinds(found: list[Found]) -> list[tuple[str, str]]:
    return sorted((one.name, one.pattern) for one in found)


def logs_of_the_leader(cast: Cast) -> list[uuid.UUID]:
    """Two that the leader of the school has opened and read."""
    numbers = [synthetic_number(years_ago(9), serial) for serial in range(2)]
    made = [open_log(cast, opener="head", unit="school", number=one) for one in numbers]
    read(cast.head, *made)
    return made
