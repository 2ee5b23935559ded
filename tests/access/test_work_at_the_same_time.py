"""Two who work on one measure at the same time, on two connections: nothing is lost, nothing passes a withdrawal."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from cases.logs.models import Entry
from cases.work.models import Evaluation, Goal, Measure, WorkVersion
from cases.work.services import goal_set, measure_change, measure_evaluate, measure_set
from municipality.access.identity import as_system
from municipality.access.refusals import NothingThere
from municipality.versions import ChangedMeanwhile
from tests.access.race import Act, Race, withdrawing
from tests.access.scenes import join, seen_by
from tests.cast import Cast
from tests.logs.opening import open_log
from tests.work.helpers import agreed, judged, set_goal, set_measure, staff

pytestmark = pytest.mark.slow(15)


@pytest.fixture
def measure(committed: Cast) -> Measure:
    case_id = open_log(committed)
    join(committed, case_id, "nurse", "clinic")
    return set_measure(committed, case_id, set_goal(committed, case_id))


def changing(cast: Cast, measure: Measure, what: str) -> Act:
    said = agreed(staff(cast, "teacher", "school"), what=what)
    return lambda: measure_change(measure=measure, version=1, unit=cast.school, agreed=said)


def evaluating(cast: Cast, measure: Measure, unit: str, **said: object) -> Act:
    return lambda: measure_evaluate(measure=measure, unit=getattr(cast, unit), judged=judged(**said))


def test_of_two_changes_of_one_version_the_second_is_told(committed: Cast, measure: Measure) -> None:
    race = Race(
        (committed.teacher, changing(committed, measure, "Den førstes")),
        (committed.teacher, changing(committed, measure, "Den andres")),
    )
    assert race.waited
    assert isinstance(race.results["second"], ChangedMeanwhile)
    with as_system("test"):
        assert Measure.objects.get().what == "Den førstes"
        assert WorkVersion.objects.count() == 1


def test_two_evaluations_are_both_kept(committed: Cast, measure: Measure) -> None:
    race = Race(
        (committed.teacher, evaluating(committed, measure, "school", effect=2)),
        (committed.nurse, evaluating(committed, measure, "clinic", effect=4)),
    )
    assert race.waited
    assert not [result for result in race.results.values() if isinstance(result, Exception)]
    with as_system("test"):
        assert set(Evaluation.objects.values_list("effect", flat=True)) == {2, 4}
        assert Measure.objects.get().version == 3


def test_an_evaluation_that_ends_the_measure_goes_before_one_that_comes_after(
    committed: Cast, measure: Measure
) -> None:
    race = Race(
        (committed.teacher, evaluating(committed, measure, "school", decision="done", next_on=None)),
        (committed.nurse, evaluating(committed, measure, "clinic")),
    )
    assert race.waited
    assert isinstance(race.results["second"], NothingThere)
    with as_system("test"):
        assert Evaluation.objects.count() == 1


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("which", ["goal", "measure", "evaluation"])
def test_work_waits_for_a_withdrawal_and_is_refused(
    committed: Cast, measure: Measure, whole: bool, which: str
) -> None:
    case_id, goal_id, clinic = measure.case_id, measure.goal_id, committed.clinic
    said = agreed(staff(committed, "teacher", "school"))
    acts: dict[str, Act] = {
        "goal": lambda: goal_set(case_id=case_id, unit=clinic, text="x", life_area="home"),
        "measure": lambda: measure_set(case_id=case_id, goal_id=goal_id, unit=clinic, agreed=said),
        "evaluation": evaluating(committed, measure, "clinic"),
    }
    race = Race(
        (committed.mother, withdrawing(case_id, None if whole else clinic)), (committed.nurse, acts[which])
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    with as_system("test"):
        assert (Goal.objects.count(), Measure.objects.count(), Evaluation.objects.count()) == (1, 1, 0)
        assert not Entry.objects.filter(role="evaluation").exists()


def test_nobody_is_made_responsible_while_the_own_consent_is_withdrawn(
    committed: Cast, measure: Measure
) -> None:
    said = agreed(staff(committed, "nurse", "clinic"))
    race = Race(
        (committed.mother, withdrawing(measure.case_id, committed.clinic)),
        (
            committed.teacher,
            lambda: measure_set(
                case_id=measure.case_id, goal_id=measure.goal_id, unit=committed.school, agreed=said
            ),
        ),
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)


def test_a_withdrawal_waits_for_an_evaluation_that_is_being_written(
    committed: Cast, measure: Measure
) -> None:
    race = Race(
        (committed.nurse, evaluating(committed, measure, "clinic")),
        (committed.mother, withdrawing(measure.case_id, committed.clinic)),
    )
    assert race.waited
    assert isinstance(race.results["first"], uuid.UUID)
    assert not isinstance(race.results["second"], Exception)
    assert seen_by(committed, "nurse", Evaluation) == set()
    assert len(seen_by(committed, "mother", Evaluation)) == 1
