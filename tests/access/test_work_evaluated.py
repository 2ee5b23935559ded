"""Who is told of a measure; how it is evaluated, what it said before, and two who change it at once."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.logs.models import Entry
from cases.work.models import Evaluation, Goal, Measure, WorkVersion
from cases.work.selectors import former_goals, former_measures
from cases.work.services import goal_change
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.notices.models import Notice
from municipality.versions import ChangedMeanwhile
from tests.access.scenes import (
    plain,
    value,
    withdraw,
)
from tests.access.test_work import TAKE_PART, who_sees
from tests.access_log import noted
from tests.cast import Cast
from tests.work.helpers import (
    agreed,
    change_measure,
    day,
    evaluate,
    relative,
    set_measure,
    staff,
)


def notices(notice_type: str) -> set[str]:
    with as_system("test: notices"):
        return set(Notice.objects.filter(notice_type=notice_type).values_list("user__username", flat=True))


def test_all_who_read_a_new_measure_are_told_and_the_responsible_that_it_is_theirs(
    cast: Cast, log: uuid.UUID, goal: uuid.UUID
) -> None:
    set_measure(cast, log, goal, responsible=staff(cast, "nurse", "clinic"))
    assert notices("measure.yours") == {"nurse"}
    assert notices("measure.set") == {"adviser", "mother"}


def test_a_mother_who_is_responsible_is_told_that(cast: Cast, log: uuid.UUID, goal: uuid.UUID) -> None:
    set_measure(cast, log, goal, responsible=relative(cast, "mother"))
    assert notices("measure.yours") == {"mother"}
    assert notices("measure.set") == {"nurse", "adviser"}


def test_a_new_responsible_is_told_and_nobody_of_a_change_that_keeps_the_old(
    cast: Cast, measure: Measure
) -> None:
    change_measure(cast, measure, "adviser", "ppt", 1, agreed(staff(cast, "teacher", "school"), what="Annet"))
    assert notices("measure.yours") == set()
    change_measure(cast, measure, "adviser", "ppt", 2, agreed(staff(cast, "nurse", "clinic")))
    assert notices("measure.yours") == {"nurse"}


def test_an_evaluation_is_told_to_those_who_read_it_and_not_to_its_author(
    cast: Cast, measure: Measure
) -> None:
    evaluate(cast, measure, "nurse", "clinic", kind="health")
    assert notices("measure.evaluated") == {"mother"}


def test_a_notice_of_a_measure_is_gone_with_the_measure(cast: Cast, log: uuid.UUID, measure: Measure) -> None:
    with as_user(cast.nurse.pk):
        assert Notice.objects.filter(measure_id=measure.pk).exists()
    withdraw(cast, log, "mother", "clinic")
    with as_user(cast.nurse.pk):
        assert not Notice.objects.filter(measure_id=measure.pk).exists()


# Evaluating


def test_an_evaluation_is_an_entry_and_a_decision_in_one_act(
    cast: Cast, log: uuid.UUID, measure: Measure
) -> None:
    key = evaluate(cast, measure, "nurse", "clinic", decision="continue", next_on=day(60))
    with as_user(cast.teacher.pk):
        entry, found = Entry.objects.get(pk=key), Evaluation.objects.get(pk=key)
        now = Measure.objects.get(pk=measure.pk)
        assert value("select words from entries_signed(array[%s], false)", key) == "Nurse, Helsestasjonen"
    assert entry.role == "evaluation"
    assert (found.effect, found.measure_id) == (3, measure.pk)
    assert (now.evaluate_on, now.deadline, now.ended_as) == (day(60), day(60), "")
    [event] = noted(act="measure.evaluate")
    assert set(event.objects) == {f"entry:{key}", f"measure:{measure.pk}"}


@pytest.mark.parametrize("decision", ["done", "stopped"])
def test_a_measure_that_has_ended_is_not_evaluated_until_it_is_taken_up_again(
    cast: Cast, measure: Measure, decision: str
) -> None:
    evaluate(cast, measure, decision=decision, next_on=None)
    with as_system("test"):
        ended = Measure.objects.get(pk=measure.pk)
    assert ended.ended_as == decision
    assert ended.ended_at is not None
    with pytest.raises(NothingThere):
        evaluate(cast, measure)
    change_measure(cast, measure, "teacher", "school", 2, agreed(staff(cast, "teacher", "school")))
    evaluate(cast, measure)


@pytest.mark.parametrize(
    "wrong",
    [
        {"decision": "continue", "next_on": None},
        {"decision": "done", "next_on": day(60)},
        {"decision": "perhaps", "next_on": None},
        {"effect": 0},
        {"effect": 6},
    ],
)
def test_an_evaluation_has_an_effect_of_one_to_five_and_a_decision_with_its_date(
    cast: Cast, measure: Measure, wrong: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        evaluate(cast, measure, **wrong)
    with as_system("test"):
        assert not Entry.objects.filter(role="evaluation").exists()


def test_from_seven_years_the_childs_own_view_or_why_it_is_missing_is_not_left_out(
    cast: Cast, log: uuid.UUID, measure: Measure
) -> None:
    with pytest.raises(Refused), transaction.atomic():
        evaluate(cast, measure, childs_view=" ", how_heard="not_heard")
    evaluate(cast, measure, childs_view="Emma ville ikke snakke om det.", how_heard="not_heard")
    with as_system("test: a small child"):
        birth = timezone.localdate() - timedelta(days=6 * 365)
        plain("update cases_case set subject_birth_date = %s where id = %s", birth, log)
    evaluate(cast, measure, childs_view="", how_heard="not_heard")


def test_days_out_of_order_are_refused(cast: Cast, log: uuid.UUID, goal: uuid.UUID) -> None:
    for wrong in ("deadline", "evaluate_on"):
        with pytest.raises(IntegrityError), transaction.atomic():
            set_measure(cast, log, goal, **{wrong: day(-1)})  # type: ignore[arg-type]


# Nothing is lost


def test_what_a_goal_or_measure_said_before_is_kept_for_those_who_read_it(
    cast: Cast, log: uuid.UUID, goal: uuid.UUID, measure: Measure
) -> None:
    change_measure(cast, measure, "nurse", "clinic", 1, agreed(staff(cast, "nurse", "clinic"), what="Annet"))
    with as_user(cast.nurse.pk):
        goal_change(
            goal=Goal.objects.get(pk=goal), version=1, unit=cast.clinic, text="Nytt", life_area="home",
            status="dropped",
        )  # fmt: skip
    assert who_sees(cast, WorkVersion.objects.all) == TAKE_PART
    with as_user(cast.mother.pk):
        [of_goal] = former_goals(Goal.objects.get(pk=goal))
        [of_measure] = former_measures(Measure.objects.get(pk=measure.pk))
    assert of_goal.text == "Emma har noen å være sammen med"
    assert [said for _word, said in of_goal.facts] == ["fritid og venner", "vi arbeider med det"]
    assert (of_measure.text, of_measure.facts[0]) == ("Leksehjelp", ("Ansvarlig", "Teacher, Baksalen skole"))
    assert {of_goal.changed_by, of_measure.changed_by} == {"Nurse, Helsestasjonen"}


def test_of_two_who_change_the_same_version_the_second_is_told(
    cast: Cast, goal: uuid.UUID, measure: Measure
) -> None:
    change_measure(cast, measure, "nurse", "clinic", 1, agreed(staff(cast, "nurse", "clinic"), what="Annet"))
    with pytest.raises(ChangedMeanwhile) as conflict:
        change_measure(cast, measure, "teacher", "school", 1, agreed(staff(cast, "teacher", "school")))
    assert conflict.value.current.what == "Annet"
    with as_user(cast.teacher.pk):
        row = Goal.objects.get(pk=goal)
        said: dict[str, Any] = {"unit": cast.school, "text": "Nytt", "life_area": "home", "status": "active"}
        goal_change(goal=row, version=1, **said)
        with pytest.raises(ChangedMeanwhile):
            goal_change(goal=row, version=1, **said)


def test_an_evaluation_counts_as_a_change_of_the_measure(cast: Cast, measure: Measure) -> None:
    evaluate(cast, measure, "nurse", "clinic")
    with pytest.raises(ChangedMeanwhile):
        change_measure(cast, measure, "teacher", "school", 1, agreed(staff(cast, "teacher", "school")))


# Barnevern
