"""Goals, measures and evaluations in one line, for tests that are about what comes after."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from cases.work.models import Measure
from cases.work.services import (
    EvaluationWords,
    MeasureTerms,
    Responsible,
    goal_set,
    measure_change,
    measure_evaluate,
    measure_set,
)
from municipality.access.identity import as_system, as_user
from municipality.people.models import Resident
from tests.cast import Cast


def day(days: int) -> date:
    """The day `days` days from today."""
    return timezone.localdate() + timedelta(days=days)


def staff(cast: Cast, person: str, unit: str) -> Responsible:
    return Responsible(user_id=getattr(cast, person).pk, unit_id=getattr(cast, unit).pk)


def relative(cast: Cast, person: str) -> Responsible:
    """The mother, the father: by their own resident."""
    with as_system("test: who is the resident"):
        account = getattr(cast, person)
        return Responsible(resident_id=Resident.objects.get(familyaccount__user=account).pk)


def agreed(responsible: Responsible, **changes: Any) -> MeasureTerms:
    said = MeasureTerms(
        what="Leksehjelp",
        arena="school",
        responsible=responsible,
        starts_on=day(0),
        deadline=day(40),
        evaluate_on=day(30),
    )
    return replace(said, **changes)


def set_goal(
    cast: Cast, case_id: uuid.UUID, person: str = "teacher", unit: str = "school", **changes: Any
) -> uuid.UUID:
    said = {"text": "Emma har noen å være sammen med", "life_area": "leisure"} | changes
    with as_user(getattr(cast, person).pk):
        return goal_set(case_id=case_id, unit=getattr(cast, unit), **said)


def set_measure(
    cast: Cast,
    case_id: uuid.UUID,
    goal_id: uuid.UUID,
    person: str = "teacher",
    unit: str = "school",
    responsible: Responsible | None = None,
    **changes: Any,
) -> Measure:
    """Set by `person` for `unit`, who is responsible too unless somebody else is named."""
    said = agreed(responsible or staff(cast, person, unit), **changes)
    with as_user(getattr(cast, person).pk):
        key = measure_set(case_id=case_id, goal_id=goal_id, unit=getattr(cast, unit), agreed=said)
    with as_system("test: the row"):
        return Measure.objects.get(pk=key)


def change_measure(
    cast: Cast, measure: Measure, person: str, unit: str, version: int, said: MeasureTerms
) -> None:
    with as_user(getattr(cast, person).pk):
        measure_change(measure=measure, version=version, unit=getattr(cast, unit), agreed=said)


def judged(**changes: Any) -> EvaluationWords:
    said = EvaluationWords(
        kind="school",
        text="Vi har prøvd i fem uker.",
        effect=3,
        childs_view="Det er fint.",
        how_heard="talk",
        parents_view="",
        decision="continue",
        next_on=day(60),
    )
    return replace(said, **changes)


def evaluate(
    cast: Cast, measure: Measure, person: str = "teacher", unit: str = "school", **changes: Any
) -> uuid.UUID:
    """The key of the entry."""
    with as_user(getattr(cast, person).pk):
        return measure_evaluate(measure=measure, unit=getattr(cast, unit), judged=judged(**changes))


def make_late(measure: Measure, days: int = 1) -> None:
    """The measure should have been evaluated `days` days ago."""
    with as_system("test: time passes"):
        Measure.objects.filter(pk=measure.pk).update(starts_on=day(-90), evaluate_on=day(-days))
