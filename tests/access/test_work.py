"""Goals, measures, evaluations: who reads them, who agrees on them, and what nobody does by plain statements."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.work.models import Evaluation, Goal, Measure, WorkVersion
from cases.work.services import Responsible, goal_change, goal_set
from municipality.access.identity import as_system, as_user
from municipality.people.models import Membership
from tests.access.scenes import (
    INSERT_ENTRY,
    answer,
    everybody_who,
    is_refused,
    plain,
    seen_by,
    value,
    withdraw,
)
from tests.cast import EVERYBODY, Cast
from tests.logs.opening import open_log
from tests.work.helpers import (
    agreed,
    change_measure,
    day,
    evaluate,
    relative,
    set_goal,
    set_measure,
    staff,
)

TAKE_PART = {"teacher", "nurse", "adviser", "mother"}
MAY_WRITE = ("teacher", "school"), ("nurse", "clinic"), ("adviser", "ppt")


def who_sees(cast: Cast, rows: Any) -> set[str]:
    return everybody_who(cast, EVERYBODY, lambda: rows().exists())


def test_goals_and_measures_are_read_by_all_who_take_part_and_nobody_else(
    cast: Cast, measure: Measure
) -> None:
    assert who_sees(cast, Goal.objects.all) == TAKE_PART
    assert who_sees(cast, Measure.objects.all) == TAKE_PART


def test_an_evaluation_is_read_by_those_who_read_its_kind(cast: Cast, measure: Measure) -> None:
    evaluate(cast, measure, "nurse", "clinic", kind="health")
    assert who_sees(cast, Evaluation.objects.all) == {"nurse", "mother"}
    evaluate(cast, measure, "nurse", "clinic", kind="school")
    assert who_sees(cast, Evaluation.objects.all) == TAKE_PART


@pytest.mark.parametrize("kept", ["withheld_because = 'told_by_child'", "kept_from_parents = 1"])
def test_an_evaluation_is_withheld_from_nobody_of_the_family_who_sees_what_was_decided(
    cast: Cast, measure: Measure, kept: str
) -> None:
    entry = evaluate(cast, measure)
    with as_user(cast.teacher.pk), pytest.raises(IntegrityError), transaction.atomic():
        plain(f"update cases_entry set {kept} where id = %s", entry)
    with as_user(cast.mother.pk):
        assert Evaluation.objects.get().entry_id == entry


def test_withdrawal_takes_goals_measures_and_evaluations_away_at_once(
    cast: Cast, log: uuid.UUID, measure: Measure
) -> None:
    evaluate(cast, measure)
    withdraw(cast, log, "mother", "clinic")
    for model in (Goal, Measure, Evaluation, WorkVersion):
        assert who_sees(cast, model.objects.all) == TAKE_PART - {"nurse"}, model
    withdraw(cast, log, "mother")
    for model in (Goal, Measure, Evaluation, WorkVersion):
        assert who_sees(cast, model.objects.all) == {"mother"}, model


@pytest.mark.parametrize(("person", "unit"), MAY_WRITE)
def test_every_participant_who_may_write_sets_and_changes_goals_and_measures(
    cast: Cast, log: uuid.UUID, goal: uuid.UUID, measure: Measure, person: str, unit: str
) -> None:
    mine = set_goal(cast, log, person, unit)
    set_measure(cast, log, mine, person, unit)
    set_measure(cast, log, goal, person, unit)
    change_measure(cast, measure, person, unit, 1, agreed(staff(cast, "nurse", "clinic"), what="Noe annet"))
    with as_user(getattr(cast, person).pk):
        goal_change(
            goal=Goal.objects.get(pk=goal), version=1, unit=getattr(cast, unit), text="Nytt", life_area="home",
            status="reached",
        )  # fmt: skip
        assert Goal.objects.get(pk=goal).text == "Nytt"
        assert responsible_for(measure) == "Nurse, Helsestasjonen"


@pytest.mark.parametrize(
    ("person", "unit"),
    [
        ("mother", "school"), ("father", "school"), ("head", "school"), ("other_teacher", "school"),
        ("ppt_colleague", "ppt"), ("nav", "nav_office"), ("stranger", "away_school"), ("teacher", "clinic"),
        ("administrator", "school"), ("privacy_officer", "school"),
    ],
)  # fmt: skip
def test_nobody_else_sets_changes_or_evaluates_and_nobody_for_a_unit_not_the_own(
    cast: Cast, log: uuid.UUID, goal: uuid.UUID, measure: Measure, person: str, unit: str
) -> None:
    me, my_unit = getattr(cast, person).pk, getattr(cast, unit).pk
    who = (cast.teacher.pk, cast.school.pk, None)
    dates = (day(0), day(10), day(20))
    with as_user(me):
        for verb in refused_verbs(log, goal, measure, my_unit, who, dates):
            assert is_refused(*verb), verb
    with as_user(None):
        for verb in refused_verbs(log, goal, measure, my_unit, who, dates):
            assert is_refused(*verb), verb


def refused_verbs(
    log: uuid.UUID, goal: uuid.UUID, measure: Measure, unit: int, who: tuple[Any, ...], dates: tuple[Any, ...]
) -> list[tuple[Any, ...]]:
    key = uuid.uuid4()
    eleven = "%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s"
    judged = ("school", "x", 3, "x", "talk", "", "done", None)
    return [
        ("select goal_set(%s, %s, %s, 'x', 'home')", key, log, unit),
        ("select goal_change(%s, 1, %s, 'x', 'home', 'active')", goal, unit),
        (f"select measure_set({eleven})", key, goal, unit, "x", "home", *who, *dates),
        (f"select measure_change({eleven})", measure.pk, 1, unit, "x", "home", *who, *dates),
        (f"select measure_evaluate({eleven})", key, measure.pk, unit, *judged),
    ]


@pytest.mark.parametrize("person", ["stranger", "nav", "other_teacher", "head", "father", "administrator"])
def test_a_verb_says_the_same_of_a_goal_or_measure_that_is_there_and_one_that_is_not(
    cast: Cast, log: uuid.UUID, goal: uuid.UUID, measure: Measure, person: str
) -> None:
    evaluation = evaluate(cast, measure)
    who, dates = (cast.teacher.pk, cast.school.pk, None), (day(0), day(10), day(20))
    nothing = Measure(pk=uuid.uuid4())
    with as_user(getattr(cast, person).pk):
        there = refused_verbs(log, goal, measure, cast.school.pk, who, dates)
        nowhere = refused_verbs(uuid.uuid4(), uuid.uuid4(), nothing, cast.school.pk, who, dates)
        for one, other in zip(there, nowhere, strict=True):
            assert answer(*one) == answer(*other)
        assert value("select evaluation_shown(%s)", evaluation) is False
        assert value("select evaluation_shown(%s)", uuid.uuid4()) is False


def test_nothing_is_agreed_or_evaluated_in_a_log_that_is_closed(
    cast: Cast, log: uuid.UUID, goal: uuid.UUID, measure: Measure
) -> None:
    withdraw(cast, log, "mother")
    who, dates = (cast.teacher.pk, cast.school.pk, None), (day(0), day(10), day(20))
    with as_user(cast.teacher.pk):
        for verb in refused_verbs(log, goal, measure, cast.school.pk, who, dates):
            assert is_refused(*verb), verb


def test_nobody_writes_goals_measures_or_evaluations_by_plain_statements(
    cast: Cast, measure: Measure
) -> None:
    with as_user(cast.teacher.pk):
        for table in ("cases_goal", "cases_measure", "cases_workversion", "cases_evaluation"):
            assert is_refused(f"insert into {table} default values"), table
            assert is_refused(f"delete from {table}"), table
        for table, column in (
            ("cases_goal", "text"), ("cases_goal", "status"), ("cases_measure", "what"),
            ("cases_measure", "responsible_id"), ("cases_measure", "ended_at"),
            ("cases_workversion", "said"), ("cases_evaluation", "effect"),
        ):  # fmt: skip
            assert is_refused(f"update {table} set {column} = {column}"), (table, column)
        for internal in (
            "notify_of_measure(1, 'measure.set', null, null, null)", "my_signature(1)",
            "keep_former_goal(gen_random_uuid(), 1)", "keep_former_measure(gen_random_uuid(), 1)",
            "responsible_named(gen_random_uuid(), 1, 1, null)", "responsible_account(gen_random_uuid())",
            "measure_is_read_by_its_people(gen_random_uuid())", "goal_names_child_welfare(gen_random_uuid())",
            "measure_names_child_welfare(gen_random_uuid(), 1)",
        ):  # fmt: skip
            assert is_refused(f"select sealed.{internal}"), internal
        assert "permission denied" in answer("select * from sealed.measure_reader")


def test_an_entry_does_not_pass_for_an_evaluation_by_a_plain_statement(cast: Cast, log: uuid.UUID) -> None:
    as_evaluation = INSERT_ENTRY.replace("'note'", "'evaluation'")
    with as_user(cast.teacher.pk):
        assert is_refused(as_evaluation, uuid.uuid4(), log, cast.teacher.pk, cast.school.pk)
        assert not is_refused(INSERT_ENTRY, uuid.uuid4(), log, cast.teacher.pk, cast.school.pk)


def test_without_identity_nobody_finds_any(cast: Cast, measure: Measure) -> None:
    evaluate(cast, measure)
    with as_user(None):
        for model in (Goal, Measure, Evaluation, WorkVersion):
            assert not model.objects.exists(), model


# Who is responsible


def test_responsible_is_a_participant_a_parent_who_reads_or_the_child_without_an_account(
    cast: Cast, log: uuid.UUID, goal: uuid.UUID
) -> None:
    with as_user(cast.teacher.pk):
        rows = plain("select name, user_id is null, of_child_welfare from responsible_candidates(%s)", log)
    assert set(rows) == {
        ("Teacher, Baksalen skole", False, False),
        ("Nurse, Helsestasjonen", False, False),
        ("Adviser, PPT", False, False),
        ("Mona Eksempel, mor", True, False),
        ("Emma Eksempel", True, False),
    }
    child = Responsible(resident_id=plain_subject(log))
    set_for = [child, relative(cast, "mother")]
    measures = [set_measure(cast, log, goal, responsible=one) for one in set_for]
    with as_user(cast.teacher.pk):
        assert [responsible_for(one) for one in measures] == ["Emma Eksempel", "Mona Eksempel, mor"]


def responsible_for(measure: Measure) -> str:
    """As told to the one who asks."""
    return str(value("select measure_responsible(%s, false)", measure.pk))


def plain_subject(log: uuid.UUID) -> uuid.UUID:
    with as_system("test: the child"):
        return uuid.UUID(str(value("select subject_id from cases_case where id = %s", log)))


@pytest.mark.parametrize(
    ("person", "unit"),
    [
        ("head", "school"),
        ("ppt_colleague", "ppt"),
        ("nav", "nav_office"),
        ("stranger", "away_school"),
        ("teacher", "clinic"),
    ],
)
def test_nobody_who_takes_no_part_for_that_unit_is_made_responsible(
    cast: Cast, log: uuid.UUID, goal: uuid.UUID, measure: Measure, person: str, unit: str
) -> None:
    with pytest.raises(PermissionDenied):
        set_measure(cast, log, goal, responsible=staff(cast, person, unit))
    with pytest.raises(PermissionDenied):
        change_measure(cast, measure, "teacher", "school", 1, agreed(staff(cast, person, unit)))


def test_a_parent_without_a_right_to_read_is_not_made_responsible(
    cast: Cast, log: uuid.UUID, goal: uuid.UUID
) -> None:
    with pytest.raises(PermissionDenied):
        set_measure(cast, log, goal, responsible=relative(cast, "father"))
    with pytest.raises(PermissionDenied):
        set_measure(cast, log, goal, responsible=relative(cast, "youth"))
    with pytest.raises(PermissionDenied):
        set_measure(cast, log, goal, responsible=Responsible())


def test_the_candidates_are_told_to_those_who_may_set_a_measure_and_to_nobody_else(
    cast: Cast, log: uuid.UUID
) -> None:
    found = everybody_who(
        cast, EVERYBODY, lambda: bool(plain("select 1 from responsible_candidates(%s)", log))
    )
    assert found == {"teacher", "nurse", "adviser"}
    withdraw(cast, log, "mother")
    with as_user(cast.teacher.pk):
        assert plain("select 1 from responsible_candidates(%s)", log) == []


def test_one_who_has_left_stays_responsible_until_another_is_named(
    cast: Cast, log: uuid.UUID, goal: uuid.UUID
) -> None:
    measure = set_measure(cast, log, goal, responsible=staff(cast, "nurse", "clinic"))
    with as_system("test: leaving"):
        Membership.objects.filter(user=cast.nurse).update(ends_at=timezone.now())
    said = agreed(staff(cast, "nurse", "clinic"), what="Samtale hver uke")
    change_measure(cast, measure, "teacher", "school", 1, said)
    with as_user(cast.teacher.pk):
        assert responsible_for(measure) == "Nurse, Helsestasjonen"
    change_measure(cast, measure, "teacher", "school", 2, agreed(staff(cast, "adviser", "ppt")))
    with pytest.raises(PermissionDenied):
        change_measure(cast, measure, "teacher", "school", 3, agreed(staff(cast, "nurse", "clinic")))


# Who is told


def test_logs_of_others_lend_nothing(cast: Cast, log: uuid.UUID, goal: uuid.UUID) -> None:
    other = open_log(cast, opener="nurse", unit="clinic", shares={"clinic": ("health",)})
    theirs = set_goal(cast, other, "nurse", "clinic")
    with as_user(cast.teacher.pk):
        assert set(Goal.objects.values_list("pk", flat=True)) == {goal}
        with pytest.raises(PermissionDenied):
            goal_set(case_id=other, unit=cast.school, text="x", life_area="home")
    with pytest.raises(PermissionDenied):
        set_measure(cast, other, theirs, "teacher", "school")
    with pytest.raises(PermissionDenied):
        set_measure(cast, other, theirs, "nurse", "clinic", responsible=staff(cast, "teacher", "school"))
    assert seen_by(cast, "adviser", Goal) == {goal}
