"""What barnevern sets and is responsible for, and what others neither find nor change of it."""

import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from cases.logs.models import Entry
from cases.logs.services import entry_change
from cases.work.models import Evaluation, Goal, Measure, WorkVersion
from cases.work.services import goal_change, measure_set
from municipality.access.identity import as_user
from municipality.access.refusals import Refused
from municipality.access.verbs import refusals
from tests.access.covering_barnevern import KNOW, covered_log
from tests.access.scenes import (
    everybody_who,
    is_refused,
    plain,
    seen_by,
    value,
    withdraw,
)
from tests.access.test_work import who_sees
from tests.access.test_work_evaluated import notices
from tests.cast import EVERYBODY, Cast
from tests.work.helpers import (
    agreed,
    change_measure,
    evaluate,
    relative,
    set_goal,
    set_measure,
    staff,
)


@pytest.fixture
def covered(cast: Cast) -> uuid.UUID:
    return covered_log(cast, of_barnevern=("school",))


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
