"""Logs that stay two: what nobody is told of, and what the two holders must put right first."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from cases.case.models import Case
from cases.checks.services import protection_set
from cases.concerns.services import KeptOut
from cases.conversation.deputies import deputy_enter
from cases.conversation.services import conversation_begin
from cases.joining.selectors import joining_told
from cases.keepout.services import case_keep_out
from cases.plans.models import IndividualPlan
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from tests.access.scenes import time_passes
from tests.cast import Cast
from tests.conversation.test_deputies import mandate
from tests.joining.helpers import Two, both_parents
from tests.joining.joined import accept, joined, part, propose, two_that_can


def strictly_protected(cast: Cast, two: Two) -> None:
    with as_system("test: an address"):
        Case.objects.filter(pk=two.newer).update(address_protection="strengt_fortrolig")


def kept_out(cast: Cast, two: Two) -> None:
    """Of the one, a colleague who reads the other."""
    with as_user(cast.nurse.pk):
        case_keep_out(case_id=two.newer, kept_out=KeptOut(cast.adviser.pk, "kin"))


def leader_kept_out(cast: Cast, two: Two) -> None:
    """Of the one, who has the leader's place in a unit of the other."""
    with as_user(cast.nurse.pk):
        case_keep_out(case_id=two.newer, kept_out=KeptOut(cast.head.pk, "kin"))


def rests(cast: Cast, two: Two) -> None:
    time_passes(two.newer, "consent", days=201)


def about_a_pregnancy(cast: Cast, two: Two) -> None:
    with as_system("test: an end of a pregnancy"):
        Case.objects.filter(pk=two.newer).update(pregnancy="ended")


def held_by_barnevern(cast: Cast, two: Two) -> None:
    """And in the other somebody takes part who must not know."""
    with as_system("test: who holds it"):
        Case.objects.filter(pk=two.newer).update(
            holder_id=cast.child_welfare_worker.pk, holder_unit_id=cast.child_welfare.pk
        )


@pytest.mark.parametrize(
    "lay", [strictly_protected, kept_out, leader_kept_out, rests, about_a_pregnancy, held_by_barnevern]
)
def test_where_something_stands_in_the_way_neither_holder_is_told_of_the_other(
    cast: Cast, lay: Callable[[Cast, Two], None]
) -> None:
    two = two_that_can(cast)
    lay(cast, two)
    for holder, log in ((cast.teacher, two.older), (cast.nurse, two.newer)):
        with as_user(holder.pk):
            assert joining_told(log) is None


def waiting_question(cast: Cast, two: Two) -> None:
    with as_user(cast.nurse.pk):
        conversation_begin(case=Case.objects.get(pk=two.newer))


def protected(cast: Cast, two: Two) -> None:
    """In one log alone."""
    with as_user(cast.nurse.pk):
        mother = Case.objects.get(pk=two.newer).parents.get(has_responsibility=True).pk
        protection_set(case_id=two.newer, protection="fortrolig", parents=[mother])


def other_child(cast: Cast, two: Two) -> None:
    """Another birth date."""
    with as_system("test: another birth date"):
        case = Case.objects.get(pk=two.newer)
        Case.objects.filter(pk=case.pk).update(subject_birth_date=case.subject_birth_date.replace(day=1))


@pytest.mark.parametrize(
    ("lay", "code"),
    [
        (waiting_question, "a_question_is_under_way"),
        (protected, "family_is_not_the_same"),
        (other_child, "family_is_not_the_same"),
    ],
)
def test_what_the_two_put_right_first_is_said_and_stops_the_joining(
    cast: Cast, lay: Callable[[Cast, Two], None], code: str
) -> None:
    two = two_that_can(cast)
    propose(cast, two)
    lay(cast, two)
    with as_user(cast.teacher.pk):
        told = joining_told(two.older)
    assert told is not None
    assert told.hindrance == code
    with pytest.raises(Refused) as refused:
        accept(cast, two)
    assert refused.value.code == code


def test_a_parent_whom_one_log_alone_lets_read_is_put_right_first(cast: Cast) -> None:
    """Else the father would read by the joining what the other log does not let him read."""
    two = two_that_can(cast, {"parents": both_parents(cast)})
    propose(cast, two)
    with pytest.raises(Refused) as refused:
        accept(cast, two)
    assert refused.value.code == "family_is_not_the_same"


def test_with_a_plan_in_each_they_stay_two_for_now(cast: Cast) -> None:
    two = two_that_can(cast)
    propose(cast, two)
    with as_system("test: two plans"):
        for case_id in (two.older, two.newer):
            IndividualPlan.objects.create(
                case_id=case_id, coordinator=cast.coordinator, coordinator_unit=cast.coordinating,
                coordinator_name="Coordinator", started_by=cast.coordinator, started_at=timezone.now(),
                revise_on=timezone.localdate(),
            )  # fmt: skip
    with pytest.raises(Refused) as refused:
        accept(cast, two)
    assert refused.value.code == "both_have_a_plan"


def test_where_somebody_answers_instead_logs_are_neither_joined_nor_parted(cast: Cast) -> None:
    """That a log has such a decision can tell of barnevern; and the other log would not know who answers."""
    apart = two_that_can(cast)
    one = joined(cast, apart)
    with as_user(cast.teacher.pk):
        deputy_enter(case_id=one.older, mandate=mandate(cast, "verge"))
    with pytest.raises(Refused) as refused:
        part(cast, one)
    assert refused.value.code == "somebody_else_answers_now"


def test_who_comes_to_answer_instead_before_the_joining_stops_it(cast: Cast) -> None:
    two = two_that_can(cast)
    with as_user(cast.teacher.pk):
        deputy_enter(case_id=two.older, mandate=mandate(cast, "verge"))
        assert joining_told(two.older) is None
