"""Agreeing on goals and measures, changing them, evaluating. Each is a verb of the database, which decides who may."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cases.logs.models import Entry
from cases.work.models import Goal, Measure
from cases.work.selectors import told
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from municipality.organisation.models import Unit
from municipality.versions import ChangedMeanwhile


@dataclass(frozen=True)
class Responsible:
    """Somebody of the services acting for a unit, or one of the family."""

    user_id: int | None = None
    unit_id: int | None = None
    resident_id: uuid.UUID | None = None


@dataclass(frozen=True)
class MeasureTerms:
    """What a measure says."""

    what: str
    arena: str
    responsible: Responsible
    starts_on: date
    deadline: date
    evaluate_on: date

    def arguments(self) -> dict[str, object]:
        """As the verbs `measure_set` and `measure_change` take them."""
        who = self.responsible
        return {
            "what": self.what, "arena": self.arena, "user": who.user_id, "user_unit": who.unit_id,
            "resident": who.resident_id, "starts": self.starts_on, "deadline": self.deadline,
            "evaluate": self.evaluate_on,
        }  # fmt: skip


@dataclass(frozen=True)
class EvaluationWords:
    """What an evaluation says; `text` is what has happened. `next_on` is empty when the measure ends."""

    kind: str
    text: str
    effect: int
    childs_view: str
    how_heard: str
    parents_view: str
    decision: str
    next_on: date | None


@transaction.atomic
def goal_set(*, case_id: uuid.UUID, unit: Unit, text: str, life_area: str) -> uuid.UUID:
    """A new goal, acting for `unit`. PermissionDenied for those who may not write in the log."""
    goal_id = uuid.uuid4()
    call("goal_set", id=goal_id, case=case_id, unit=unit.pk, text=text, life_area=life_area)
    access_log.record(Act.GOAL_SET, case_id=case_id, unit_id=unit.pk, objects=[Goal(pk=goal_id)])
    return goal_id


@transaction.atomic
def goal_change(*, goal: Goal, version: int, unit: Unit, text: str, life_area: str, status: str) -> None:
    """Reword a goal, or say that it is reached or put away. Its former wording is kept.

    By any participant who may write, PermissionDenied for others. Raises ChangedMeanwhile.
    """
    if not call(
        "goal_change",
        goal=goal.pk,
        version=version,
        unit=unit.pk,
        text=text,
        life_area=life_area,
        status=status,
    ):
        raise ChangedMeanwhile(Goal.objects.get(pk=goal.pk))
    access_log.record(Act.GOAL_CHANGE, case_id=goal.case_id, unit_id=unit.pk, objects=[goal])


@transaction.atomic
def measure_set(*, case_id: uuid.UUID, goal_id: uuid.UUID, unit: Unit, agreed: MeasureTerms) -> uuid.UUID:
    """A new measure for a goal. Everybody who may read it is notified; the person responsible is told that they are.

    PermissionDenied for those who do not work on the goal, and if the person responsible does not take part.
    """
    measure_id = uuid.uuid4()
    call("measure_set", id=measure_id, goal=goal_id, unit=unit.pk, **agreed.arguments())
    deliver_soon()
    access_log.record(Act.MEASURE_SET, case_id=case_id, unit_id=unit.pk, objects=[Measure(pk=measure_id)])
    return measure_id


@transaction.atomic
def measure_change(*, measure: Measure, version: int, unit: Unit, agreed: MeasureTerms) -> None:
    """Change a measure; one that had ended is taken up again. What was agreed before is kept.

    A new responsible is told. By any participant who may write, PermissionDenied for others. Raises ChangedMeanwhile.
    """
    if not call("measure_change", measure=measure.pk, version=version, unit=unit.pk, **agreed.arguments()):
        raise ChangedMeanwhile(told(Measure.objects.filter(pk=measure.pk)).get())
    deliver_soon()
    access_log.record(Act.MEASURE_CHANGE, case_id=measure.case_id, unit_id=unit.pk, objects=[measure])


@transaction.atomic
def measure_evaluate(*, measure: Measure, unit: Unit, judged: EvaluationWords) -> uuid.UUID:
    """Write an evaluation and what is decided; answers the key of its entry. Everybody who may read it is told.

    PermissionDenied for those who do not work on the measure, NothingThere when it has ended.
    """
    entry_id = uuid.uuid4()
    call(
        "measure_evaluate",
        entry=entry_id,
        measure=measure.pk,
        unit=unit.pk,
        kind=judged.kind,
        text=judged.text,
        effect=judged.effect,
        childs_view=judged.childs_view,
        how_heard=judged.how_heard,
        parents_view=judged.parents_view,
        decision=judged.decision,
        next=judged.next_on,
    )
    deliver_soon()
    objects = [measure, Entry(pk=entry_id)]
    access_log.record(Act.MEASURE_EVALUATE, case_id=measure.case_id, unit_id=unit.pk, objects=objects)
    return entry_id


@transaction.atomic
def measure_remind(measure_id: uuid.UUID) -> None:
    """Remind the person responsible of a measure whose day has passed. By the relay holder, once a week."""
    call("measure_remind", measure=measure_id)
    measure = Measure.objects.get(pk=measure_id)
    deliver_soon()
    access_log.record(Act.MEASURE_REMIND, case_id=measure.case_id, objects=[measure])
