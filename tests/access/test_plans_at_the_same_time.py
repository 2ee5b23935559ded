"""Two acts on one plan at the same time, on two connections: whoever comes second waits, and the end is right."""

import uuid
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied

from cases.plans.models import (
    FamilySay,
    IndividualPlan,
    PlanCoordinator,
    PlanDocument,
    PlanText,
    PlanTextVersion,
)
from cases.plans.services import document_order, plan_start, plan_text_write
from cases.plans.tasks import make_plan_document
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.versions import ChangedMeanwhile
from tests.access.race import Act, Race, withdrawing
from tests.access.scenes import join
from tests.cast import Cast
from tests.logs.opening import open_log
from tests.plans.helpers import in_days, say_yes_to_plan

pytestmark = pytest.mark.slow(10)


@pytest.fixture
def log(committed: Cast) -> uuid.UUID:
    """The family has said yes to a plan, and the coordinator takes part."""
    case_id = open_log(committed)
    say_yes_to_plan(committed, case_id)
    join(committed, case_id, "coordinator", "coordinating")
    return case_id


def starting(cast: Cast, case_id: uuid.UUID) -> Act:
    return lambda: plan_start(
        case_id=case_id, coordinator_id=cast.coordinator.pk, unit_id=cast.coordinating.pk, say=FamilySay.CHOSE,
        revise_on=in_days(100),
    )  # fmt: skip


def started(cast: Cast, case_id: uuid.UUID) -> IndividualPlan:
    with as_user(cast.teacher.pk):
        plan: IndividualPlan = starting(cast, case_id)()
    return plan


def number_of(model: Any) -> int:
    with as_system("test: count"):
        return int(model.objects.count())


def test_two_who_start_the_plan_start_one(committed: Cast, log: uuid.UUID) -> None:
    start = starting(committed, log)
    race = Race((committed.teacher, start), (committed.coordinator, start))
    assert race.waited
    assert isinstance(race.results["first"], IndividualPlan)
    assert isinstance(race.results["second"], NothingThere)
    assert (number_of(IndividualPlan), number_of(PlanCoordinator)) == (1, 1)


def test_a_plan_does_not_start_on_a_yes_that_is_being_withdrawn(committed: Cast, log: uuid.UUID) -> None:
    withdraw = withdrawing(log, committed.coordinating)
    race = Race((committed.mother, withdraw), (committed.teacher, starting(committed, log)))
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert number_of(IndividualPlan) == 0


def test_a_plan_that_started_just_before_the_withdrawal_is_the_familys_alone(
    committed: Cast, log: uuid.UUID
) -> None:
    withdraw = withdrawing(log, committed.coordinating)
    race = Race((committed.teacher, starting(committed, log)), (committed.mother, withdraw))
    assert race.waited
    assert race.results["second"] is None
    for person, sees in (("teacher", False), ("coordinator", False), ("mother", True)):
        with as_user(getattr(committed, person).pk):
            assert IndividualPlan.objects.exists() is sees, person


def test_of_two_texts_over_the_same_version_the_second_is_told(committed: Cast, log: uuid.UUID) -> None:
    plan = started(committed, log)

    def writing(text: str) -> Act:
        return lambda: plan_text_write(plan=plan, version=0, kind="school", text=text)

    race = Race((committed.coordinator, writing("Først")), (committed.coordinator, writing("Etter")))
    assert race.waited
    told = race.results["second"]
    assert isinstance(told, ChangedMeanwhile)
    assert isinstance(told.current, PlanText)
    assert told.current.text == "Først"
    assert number_of(PlanTextVersion) == 0


def test_two_who_ask_at_once_get_a_paper_each_and_one_who_asks_twice_gets_one(
    committed: Cast, log: uuid.UUID
) -> None:
    plan = started(committed, log)

    def order() -> uuid.UUID:
        return document_order(plan=plan)

    with mock.patch.object(make_plan_document, "apply_async"):
        twice = Race((committed.mother, order), (committed.mother, order))
        others = Race((committed.teacher, order), (committed.coordinator, order))
    assert twice.waited
    assert others.waited
    assert twice.results["first"] == twice.results["second"]
    assert number_of(PlanDocument) == 3


def test_no_paper_is_ordered_by_somebody_whose_consent_is_being_withdrawn(
    committed: Cast, log: uuid.UUID
) -> None:
    plan = started(committed, log)
    race = Race(
        (committed.mother, withdrawing(log, committed.school)),
        (committed.teacher, lambda: document_order(plan=plan)),
    )
    assert race.waited
    assert isinstance(race.results["second"], PermissionDenied)
    assert number_of(PlanDocument) == 0
