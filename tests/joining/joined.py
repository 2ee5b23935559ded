"""The school's log of Emma and the health centre's newer one, which become one, and two again.

The adviser takes part in the school's, a colleague of the same unit in the health centre's.
"""

import uuid

from django.utils import timezone

from cases.case.models import Case
from cases.joining.models import Joining, JoiningState
from cases.joining.services import joining_accept, joining_part, joining_propose
from cases.logs.models import Entry
from consent.join_answers import JoinAnswer, JoinHow, JoinSays
from municipality.access.identity import as_system, as_user
from municipality.people.models import Resident
from tests.access.scenes import name
from tests.cast import Cast
from tests.joining.helpers import Two
from tests.logs.opening import open_log

NOTE_OF_SCHOOL = "Emma er mye alene i friminuttene."
NOTE_OF_CLINIC = "Emma sover lite."


def two_that_can(
    cast: Cast, older: dict[str, object] | None = None, newer: dict[str, object] | None = None
) -> Two:
    """Two logs about which both holders have a yes of the mother."""
    at_school = {"shares": {"school": ("school", "family"), "ppt": ("school",)}} | (older or {})
    at_clinic = {
        "opener": "nurse", "unit": "clinic", "shares": {"clinic": ("health", "school"), "ppt": ("health",)},
        "first_kind": "health", "first_text": NOTE_OF_CLINIC, "level": 3,
    } | (newer or {})  # fmt: skip
    two = Two(open_log(cast, **at_school), open_log(cast, **at_clinic))  # type: ignore[arg-type]
    name(cast, two.older, "adviser", "adviser", "ppt")
    name(cast, two.newer, "adviser", "ppt_colleague", "ppt")
    agree(two)
    return two


def agree(two: Two) -> None:
    """All who answer have said yes in both, and the two holders know of each other."""
    with as_system("test: what the family says"):
        for case in Case.objects.filter(pk__in=(two.older, two.newer)):
            people = Resident.objects.filter(
                pk__in=case.parents.filter(has_responsibility=True).values("parent")
            )
            for resident in people:
                JoinAnswer.objects.create(
                    case_id=case.pk, resident=resident, says=JoinSays.YES, said_on=timezone.localdate(),
                    how=JoinHow.CONVERSATION, registered_by_id=case.holder_id, registered_unit_id=case.holder_unit_id,
                    registered_at=timezone.now(),
                )  # fmt: skip
        Joining.objects.create(
            older_id=two.older, newer_id=two.newer, asked_from_id=two.newer, state=JoiningState.AGREED,
            asked_at=timezone.now(),
        )  # fmt: skip


def propose(cast: Cast, two: Two, holder: str = "mine", by: str = "teacher") -> None:
    with as_user(getattr(cast, by).pk):
        joining_propose(case_id=two.older, holder=holder)


def accept(cast: Cast, two: Two, holder: str = "other", by: str = "nurse") -> None:
    with as_user(getattr(cast, by).pk):
        joining_accept(case_id=two.newer, holder=holder)


def joined(cast: Cast, two: Two | None = None, *, held_by_newer: bool = False) -> Two:
    """They are one, held by the teacher unless the nurse is to hold it."""
    two = two or two_that_can(cast)
    propose(cast, two, "other" if held_by_newer else "mine")
    accept(cast, two, "mine" if held_by_newer else "other")
    return two


def part(cast: Cast, two: Two, by: str = "teacher") -> None:
    with as_user(getattr(cast, by).pk):
        joining_part(case_id=two.older)


def texts(cast: Cast, person: str, case_id: uuid.UUID) -> set[str]:
    with as_user(getattr(cast, person).pk):
        return set(Entry.objects.filter(case_id=case_id).values_list("text", flat=True))


def logs_of(cast: Cast, person: str) -> set[uuid.UUID]:
    with as_user(getattr(cast, person).pk):
        return set(Case.objects.values_list("pk", flat=True))


def read(cast: Cast, two: Two) -> dict[str, tuple[set[str], set[str]]]:
    """What each reads in the older and in the newer log."""
    people = ("teacher", "adviser", "ppt_colleague", "nurse", "mother")
    return {one: (texts(cast, one, two.older), texts(cast, one, two.newer)) for one in people}
