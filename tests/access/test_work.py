"""Goals, measures, evaluations: who reads them, who agrees on them, and what nobody does by plain statements."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.logs.models import Entry
from cases.logs.services import entry_change
from cases.work.models import Evaluation, Goal, Measure, WorkVersion
from cases.work.selectors import former_goals, former_measures
from cases.work.services import Responsible, goal_change, goal_set, measure_set
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.access.verbs import refusals
from municipality.notices.models import Notice
from municipality.people.models import Membership
from municipality.versions import ChangedMeanwhile
from tests.access.scenes import (
    INSERT_ENTRY,
    answer,
    everybody_who,
    is_refused,
    join,
    plain,
    seen_by,
    value,
    withdraw,
)
from tests.access_log import noted
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


@pytest.fixture
def goal(cast: Cast, log: uuid.UUID) -> uuid.UUID:
    return set_goal(cast, log)


@pytest.fixture
def measure(cast: Cast, log: uuid.UUID, goal: uuid.UUID) -> Measure:
    """The teacher's own."""
    return set_measure(cast, log, goal)


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
    assert conflict.value.current.what == "Annet"  # type: ignore[attr-defined]
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

COVERS = ("school", "family", "child_welfare")
KNOW = {"teacher", "child_welfare_worker", "mother"}


@pytest.fixture
def covered(cast: Cast) -> uuid.UUID:
    """School, child welfare and the mother are covered; PPT and the clinic take part and are not."""
    case_id = open_log(
        cast,
        shares={
            "school": COVERS, "child_welfare": ("school",), "ppt": ("school",), "clinic": ("school", "health"),
        },
    )  # fmt: skip
    for person, unit in (("adviser", "ppt"), ("nurse", "clinic"), ("child_welfare_worker", "child_welfare")):
        join(cast, case_id, person, unit)
    return case_id


def test_a_goal_of_barnevern_and_all_below_it_is_for_those_whose_basis_covers_child_welfare(
    cast: Cast, covered: uuid.UUID
) -> None:
    goal = set_goal(cast, covered, "child_welfare_worker", "child_welfare")
    measure = set_measure(cast, covered, goal, "teacher", "school")
    evaluate(cast, measure, "teacher", "school")
    for model in (Goal, Measure, Evaluation, WorkVersion):
        assert who_sees(cast, model.objects.all) == KNOW, model
    assert who_sees(cast, lambda: Entry.objects.filter(role="evaluation")) == KNOW
    assert notices("measure.set") | notices("measure.evaluated") == KNOW - {"teacher"}


def test_a_measure_for_which_barnevern_is_responsible_is_hidden_where_its_goal_is_not(
    cast: Cast, covered: uuid.UUID
) -> None:
    goal = set_goal(cast, covered)
    theirs = staff(cast, "child_welfare_worker", "child_welfare")
    measure = set_measure(cast, covered, goal, responsible=theirs)
    for kind in ("school", "economy"):  # the second is not given to the nurse
        evaluate(cast, measure, "teacher", "school", kind=kind)
    assert who_sees(cast, Goal.objects.all) == KNOW | {"adviser", "nurse"}
    assert who_sees(cast, Measure.objects.all) == KNOW
    assert who_sees(cast, Evaluation.objects.all) == KNOW
    assert who_sees(cast, lambda: Entry.objects.filter(role="evaluation")) == KNOW
    assert notices("measure.yours") == {"child_welfare_worker"}
    assert notices("measure.set") == {"mother"}
    with as_user(cast.nurse.pk):
        assert value("select hidden_entry_count(%s)", covered) == 0


def refused_as(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(Refused) as refused, transaction.atomic(), refusals():
        act()
    assert refused.value.code == code


def test_barnevern_changes_and_evaluates_nothing_that_others_read_too(cast: Cast, covered: uuid.UUID) -> None:
    """They would see the change and nobody who made it. Whoever comes later would too, whoever is there now."""
    withdraw(cast, covered, "mother", "ppt")
    withdraw(cast, covered, "mother", "clinic")
    goal = set_goal(cast, covered)
    measure = set_measure(cast, covered, goal)
    me, unit = ("child_welfare_worker", "child_welfare")
    said = agreed(staff(cast, "teacher", "school"), what="Annet")
    refused_as("measure_of_other_services", lambda: change_measure(cast, measure, me, unit, 1, said))
    refused_as("measure_of_other_services", lambda: evaluate(cast, measure, me, unit))
    with as_user(cast.child_welfare_worker.pk):
        new = {"text": "Annet", "life_area": "home", "status": "reached"}
        row = Goal.objects.get(pk=goal)
        refused_as(
            "goal_of_other_services", lambda: goal_change(goal=row, version=1, unit=cast.child_welfare, **new)
        )
        assert not WorkVersion.objects.exists()


def test_barnevern_changes_and_evaluates_what_names_it(cast: Cast, covered: uuid.UUID) -> None:
    me, unit = ("child_welfare_worker", "child_welfare")
    theirs = staff(cast, me, unit)
    own = set_goal(cast, covered, me, unit)
    for measure in (
        set_measure(cast, covered, own, responsible=staff(cast, "teacher", "school")),
        set_measure(cast, covered, set_goal(cast, covered), responsible=theirs),
        set_measure(cast, covered, set_goal(cast, covered), me, unit),
    ):
        change_measure(cast, measure, me, unit, 1, agreed(theirs, what="Annet"))
        evaluate(cast, measure, me, unit, kind="child_welfare")
    with as_user(cast.child_welfare_worker.pk):
        new = {"text": "Annet", "life_area": "home", "status": "reached"}
        goal_change(goal=Goal.objects.get(pk=own), version=1, unit=cast.child_welfare, **new)
    assert who_sees(cast, WorkVersion.objects.all) == KNOW


def test_no_measure_comes_to_barnevern_or_goes_from_it_to_others(cast: Cast, covered: uuid.UUID) -> None:
    """It would be gone for those who read it, or there all at once with a past that they cannot read."""
    goal = set_goal(cast, covered)
    theirs, school = staff(cast, "child_welfare_worker", "child_welfare"), staff(cast, "teacher", "school")
    for now, then in ((school, theirs), (theirs, school), (theirs, relative(cast, "mother"))):
        measure = set_measure(cast, covered, goal, responsible=now)
        refused_as(
            "measure_stays_with_or_without_barnevern",
            lambda: change_measure(cast, measure, "teacher", "school", 1, agreed(then)),  # noqa: B023
        )
    assert not seen_by(cast, "teacher", WorkVersion)


def test_what_others_read_is_not_evaluated_as_a_matter_of_barnevern(cast: Cast, covered: uuid.UUID) -> None:
    """They would see that it was evaluated, and no evaluation: child welfare is not even counted."""
    measure = set_measure(cast, covered, set_goal(cast, covered))
    refused_as("evaluation_not_about_child_welfare", lambda: evaluate(cast, measure, kind="child_welfare"))
    entry = evaluate(cast, measure)
    with as_user(cast.teacher.pk):
        row = Entry.objects.get(pk=entry)
        refused_as(
            "evaluation_not_about_child_welfare",
            lambda: entry_change(entry=row, version=1, kind="child_welfare", text="Annet"),
        )
        entry_change(entry=row, version=1, kind="family", text="Annet")


def test_a_measure_that_barnevern_wrote_is_hidden_where_its_goal_is_not(
    cast: Cast, covered: uuid.UUID
) -> None:
    goal = set_goal(cast, covered)
    set_measure(
        cast,
        covered,
        goal,
        "child_welfare_worker",
        "child_welfare",
        responsible=staff(cast, "teacher", "school"),
    )
    assert who_sees(cast, Measure.objects.all) == KNOW
    assert notices("measure.yours") | notices("measure.set") == {"teacher", "mother"}


def test_who_must_not_know_neither_finds_nor_names_barnevern_as_responsible(
    cast: Cast, covered: uuid.UUID
) -> None:
    goal = set_goal(cast, covered)
    theirs = staff(cast, "child_welfare_worker", "child_welfare")
    found = everybody_who(
        cast,
        EVERYBODY,
        lambda: bool(plain("select 1 from responsible_candidates(%s) where of_child_welfare", covered)),
    )
    assert found == {"teacher", "child_welfare_worker"}
    with pytest.raises(PermissionDenied):
        set_measure(cast, covered, goal, "nurse", "clinic", responsible=theirs)


def test_nobody_is_responsible_for_a_measure_they_could_not_read(cast: Cast, covered: uuid.UUID) -> None:
    hidden = set_goal(cast, covered, "child_welfare_worker", "child_welfare")
    with pytest.raises(PermissionDenied):
        set_measure(cast, covered, hidden, responsible=staff(cast, "nurse", "clinic"))
    theirs = set_measure(cast, covered, hidden)
    with pytest.raises(PermissionDenied):
        change_measure(cast, theirs, "teacher", "school", 1, agreed(staff(cast, "nurse", "clinic")))
    with as_user(cast.nurse.pk), pytest.raises(PermissionDenied):
        measure_set(
            case_id=covered, goal_id=hidden, unit=cast.clinic, agreed=agreed(staff(cast, "nurse", "clinic"))
        )


def test_what_one_does_not_see_one_neither_changes_nor_evaluates(cast: Cast, covered: uuid.UUID) -> None:
    hidden = set_goal(cast, covered, "child_welfare_worker", "child_welfare")
    measure = set_measure(cast, covered, hidden)
    for act in (
        lambda: change_measure(cast, measure, "nurse", "clinic", 1, agreed(staff(cast, "nurse", "clinic"))),
        lambda: evaluate(cast, measure, "nurse", "clinic"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with as_user(cast.nurse.pk):
        assert is_refused("select goal_change(%s, 1, %s, 'x', 'home', 'active')", hidden, cast.clinic.pk)


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
