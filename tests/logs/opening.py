"""A log in one line: what nearly every test of a case begins with."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.concerns.models import Concern
from cases.opening.services import Opening, Parent, case_open
from consent.models import Answer
from consent.services import Share
from municipality.access.identity import as_system, as_user
from municipality.organisation.municipality import Municipality
from tests.cast import Cast, born_as

SHARES: Mapping[str, Sequence[str]] = {
    "school": ("school", "family"),
    "ppt": ("school",),
    "clinic": ("school", "health"),
}


def one_yes_is_enough(cast: Cast) -> None:
    """The municipality does not ask for the yes of both parents."""
    with as_system("test: a setting"):
        Municipality.objects.filter(pk=cast.home.pk).update(both_parents_must_sign=False)


def open_log(
    cast: Cast,
    *,
    opener: str = "teacher",
    unit: str = "school",
    shares: Mapping[str, Sequence[str]] = SHARES,
    mother: Answer = Answer.YES,
    concern: Concern | None = None,
    **changes: Any,
) -> uuid.UUID:
    """Emma's log, opened by somebody of a unit; the mother has responsibility and answers, the father has none.

    `shares` says what each unit may know; `changes` are other fields of `Opening`; a child is
    born on the day that its number says.
    """
    given: dict[str, Any] = {
        "child_name": "Emma Eksempel",
        "birth_date": born_as(changes.get("number") or cast.emma_number),
        "number": cast.emma_number,
        "how": "samtale",
        "given_on": timezone.localdate(),
        "ends": timezone.localdate() + timedelta(days=200),
        "shares": [Share(getattr(cast, key), list(kinds)) for key, kinds in shares.items()],
        "first_kind": "school",
        "first_text": "Emma er mye alene i friminuttene.",
        "level": 2,
        "parents": [
            Parent("Mona Eksempel", "mor", True, "folkeregisteret", mother, cast.mother_number),
            Parent("Fredrik Eksempel", "far", False, "folkeregisteret", Answer.NOT_ASKED, cast.father_number),
        ],
    }
    person = getattr(cast, opener)
    with as_user(person.pk):
        return case_open(
            opener=person, unit=getattr(cast, unit), opening=Opening(**given | changes), concern=concern
        )
