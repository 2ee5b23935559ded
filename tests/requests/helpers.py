"""What tests of requests have in common: the mother asks for insight in Emma's log, and the units answer."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from cases.case.models import Case
from cases.logs.selectors import family_visits
from cases.requests.models import RequestPart
from cases.requests.selectors import PartToAnswer, hidden_to_look_at, part_to_answer, requests_own
from cases.requests.services import Asked, Said, hidden_looked, request_answer, request_give, request_make
from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from tests.cast import Cast

WHY = "De som står der, har ikke sagt ja til det."


def asked(person: User, case_id: uuid.UUID, kind: str = "insight", **other: Any) -> uuid.UUID:
    """As `person`, in the log."""
    with as_user(person.pk):
        return request_make(case_id=case_id, asked=Asked(kind, **other))


def part_of(request_id: uuid.UUID, unit_id: int) -> uuid.UUID:
    with as_system("test: a unit's part"):
        return RequestPart.objects.get(request=request_id, unit=unit_id).pk


def units_of(request_id: uuid.UUID) -> set[int]:
    with as_system("test: who is asked"):
        return set(RequestPart.objects.filter(request=request_id).values_list("unit", flat=True))


def found(person: User, part_id: uuid.UUID) -> PartToAnswer:
    with as_user(person.pk):
        part = part_to_answer(part_id)
        assert part is not None
        return part


def written(person: User, part_id: uuid.UUID, answer: str = "given", **other: Any) -> None:
    """The answer, which is not given yet."""
    part = found(person, part_id)
    with as_user(person.pk):
        request_answer(part=part, version=part.version, said=Said(answer, **other))


def answered(person: User, part_id: uuid.UUID, answer: str = "given", **other: Any) -> None:
    written(person, part_id, answer, **other)
    part = found(person, part_id)
    with as_user(person.pk):
        request_give(part=part, version=part.version)


def refused_insight(cast: Cast, case_id: uuid.UUID) -> uuid.UUID:
    """The school has answered no. Returns its part."""
    part_id = part_of(asked(cast.mother, case_id), cast.school.pk)
    answered(cast.head, part_id, "refused", refusal="party", reason=WHY)
    return part_id


def told(person: User, case_id: uuid.UUID) -> dict[str, str]:
    """What each unit has answered, as `person` reads it; of what is not answered an empty word."""
    with as_user(person.pk):
        return {part.unit: part.answer for one in requests_own(case_id) for part in one.parts}


def a_reading(cast: Cast, case_id: uuid.UUID) -> int:
    """The moment of one that the mother is told of, as addresses name it."""
    with as_user(cast.mother.pk):
        visits = family_visits(Case.objects.get(pk=case_id))
        return next(one.moment for visit in visits for one in visit.events if not one.mine)


def looked_again(person: User) -> None:
    """At the first thing that `person` hides."""
    with as_user(person.pk):
        hidden_looked(thing=hidden_to_look_at()[0])


def goes(days: int) -> None:
    """Every request is so many days older."""
    with as_system("test: time passes"):
        for part in RequestPart.objects.select_related("request"):
            part.request.came_on -= timedelta(days=days)
            part.request.made_at -= timedelta(days=days)
            part.request.save(update_fields=["came_on", "made_at"])
            RequestPart.objects.filter(pk=part.pk).update(due_on=part.due_on - timedelta(days=days))


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
