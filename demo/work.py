"""What the families of the demo have agreed to do, laid through the real verbs and then moved back in time."""

import uuid
from datetime import timedelta

from cases.case.models import Case, ParentalResponsibility
from cases.logs.models import Entry
from cases.work.models import Goal, Measure, WorkVersion
from cases.work.services import (
    EvaluationWords,
    MeasureTerms,
    Responsible,
    goal_set,
    measure_evaluate,
    measure_set,
)
from demo.laying import REASON, Laying
from demo.story import Family, GoalStory, MeasureStory
from demo.times import working_day, working_moment
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice


def lay_goal(laying: Laying, case_id: uuid.UUID, family: Family, story: GoalStory) -> None:
    author, unit = laying.users[story.by], laying.unit_of(story.by)
    with as_user(author.pk):
        goal_id = goal_set(case_id=case_id, unit=unit, text=story.goal, life_area=story.area)
    for measure in story.measures:
        responsible = _responsible(laying, case_id, family, measure.responsible)
        with as_user(author.pk):
            measure_id = measure_set(
                case_id=case_id,
                goal_id=goal_id,
                unit=unit,
                agreed=MeasureTerms(
                    measure.what,
                    measure.arena,
                    responsible,
                    starts_on=working_day(laying.today, story.days_ago),
                    deadline=laying.today + timedelta(days=measure.deadline_days),
                    evaluate_on=laying.today + timedelta(days=measure.evaluate_days),
                ),
            )
        _evaluate(laying, measure_id, measure)
        with as_system(REASON):
            moment = working_moment(laying.now, story.days_ago, 1)
            Measure.objects.filter(pk=measure_id).update(set_at=moment)
            Notice.objects.filter(measure_id=measure_id, entry_id=None).update(created_at=moment)
    with as_system(REASON):
        Goal.objects.filter(pk=goal_id).update(set_at=working_moment(laying.now, story.days_ago))


def _evaluate(laying: Laying, measure_id: uuid.UUID, story: MeasureStory) -> None:
    for told in story.evaluations:
        with as_user(laying.users[told.by].pk):
            entry_id = measure_evaluate(
                measure=Measure.objects.get(pk=measure_id),
                unit=laying.unit_of(told.by),
                judged=EvaluationWords(
                    kind=told.kind,
                    text=told.text,
                    effect=told.effect,
                    childs_view=told.childs_view,
                    how_heard=told.how_heard,
                    parents_view=told.parents_view,
                    decision=told.decision,
                    next_on=laying.today + timedelta(days=told.next_days),
                ),
            )
        with as_system(REASON):
            moment = working_moment(laying.now, told.days_ago, 3)
            Entry.objects.filter(pk=entry_id).update(written_at=moment)
            Measure.objects.filter(pk=measure_id).update(changed_at=moment)
            WorkVersion.objects.filter(measure=measure_id).update(replaced_at=moment)
            Notice.objects.filter(entry_id=entry_id).update(created_at=moment)


def _responsible(laying: Laying, case_id: uuid.UUID, family: Family, key: str) -> Responsible:
    """A username of staff, or somebody of the family by key."""
    if key in laying.users:
        return Responsible(user_id=laying.users[key].pk, unit_id=laying.unit_of(key).pk)
    with as_system(REASON):
        if any(child.key == key for child in family.children):
            return Responsible(resident_id=Case.objects.get(pk=case_id).subject_id)
        name = next(adult.name for adult in family.adults if adult.key == key)
        return Responsible(
            resident_id=ParentalResponsibility.objects.get(case_id=case_id, name=name).parent_id
        )
