"""Who reads a plan, its text and its files, and who may do what with it: by plain statements, past every page."""

import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.case.names import Told
from cases.plans.models import (
    FamilySay,
    IndividualPlan,
    PlanCoordinator,
    PlanDocument,
    PlanFile,
    PlanText,
    PlanTextVersion,
)
from cases.plans.services import plan_change, plan_coordinator_choose, plan_text_write
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.access.verbs import call
from municipality.versions import ChangedMeanwhile
from tests.access.scenes import (
    everybody_who,
    is_refused,
    join,
    name,
    plain,
    seen_by,
    value,
    withdraw,
)
from tests.access.test_staff import end_memberships
from tests.cast import EVERYBODY, Cast
from tests.plans.helpers import in_days, make_plan, say_yes_to_plan, start_plan, tell

OF_A_PLAN: tuple[Any, ...] = (
    IndividualPlan,
    PlanCoordinator,
    PlanText,
    PlanTextVersion,
    PlanDocument,
    PlanFile,
)


def readers(cast: Cast, model: Any = IndividualPlan) -> set[str]:
    return everybody_who(cast, EVERYBODY, model.objects.exists)


def ready(
    plan: IndividualPlan,
    ordered_by: int,
    *,
    holds: list[str],
    names_child_welfare: bool = False,
    left_out: Sequence[int] = (),
) -> PlanDocument:
    """A document as the worker leaves it."""
    with as_system("test: a document"):
        document = PlanDocument.objects.create(
            plan=plan, case_id=plan.case_id, ordered_by_id=ordered_by, ordered_at=timezone.now(),
            state="ready", state_at=timezone.now(), holds=holds, names_child_welfare=names_child_welfare,
            left_out=list(left_out),
        )  # fmt: skip
        PlanFile.objects.create(document=document, sealed=b"x")
    return document


def test_the_plan_is_read_by_those_who_take_part_and_by_the_family(cast: Cast, plan: IndividualPlan) -> None:
    assert readers(cast) == {"teacher", "adviser", "nurse", "coordinator", "mother"}
    assert readers(cast, PlanCoordinator) == readers(cast)


def test_without_identity_there_is_no_plan(cast: Cast, plan: IndividualPlan) -> None:
    tell(cast, plan, "Jeg liker hester.")
    tell(cast, plan, "Jeg liker hunder.", version=1)
    ready(plan, cast.teacher.pk, holds=[])
    with as_user(None):
        for model in OF_A_PLAN:
            assert not model.objects.exists(), model


def test_when_the_yes_to_the_plan_is_withdrawn_only_the_family_reads_it(
    cast: Cast, plan: IndividualPlan
) -> None:
    tell(cast, plan, "Jeg liker hester.")
    ready(plan, cast.teacher.pk, holds=[])
    withdraw(cast, plan.case_id, "mother", "coordinating")
    for model in OF_A_PLAN:
        if model is not PlanTextVersion:
            assert readers(cast, model) == {"mother"}, model


def test_when_the_yes_to_the_plan_runs_out_only_the_family_reads_it_and_no_job_has_run(
    cast: Cast, plan: IndividualPlan
) -> None:
    with as_system("test: time passes"):
        plain(
            "update consent_legalbasis set ends = statement_timestamp() where case_id = %s and unit_id = %s",
            plan.case_id, cast.coordinating.pk,
        )  # fmt: skip
    assert readers(cast) == {"mother"}


def test_a_new_yes_opens_the_same_plan_again(cast: Cast, plan: IndividualPlan) -> None:
    withdraw(cast, plan.case_id, "mother", "coordinating")
    say_yes_to_plan(cast, plan.case_id)
    assert seen_by(cast, "teacher", IndividualPlan) == {plan.pk}
    join(cast, plan.case_id, "coordinator", "coordinating")
    with pytest.raises(NothingThere):
        start_plan(cast, plan.case_id)


def test_a_consent_to_the_coordinating_unit_alone_is_no_yes_to_a_plan(cast: Cast, log: uuid.UUID) -> None:
    say_yes_to_plan(cast, log, for_plan=False)
    join(cast, log, "coordinator", "coordinating")
    with pytest.raises(PermissionDenied):
        start_plan(cast, log)


def test_a_yes_to_a_plan_without_a_coordinating_unit_is_none(cast: Cast, log: uuid.UUID) -> None:
    say_yes_to_plan(cast, log, unit="nav_office")
    with as_user(cast.teacher.pk):
        assert not value("select plan_in_force(%s)", log)


def test_nobody_learns_of_a_plan_in_a_log_in_which_they_take_no_part(
    cast: Cast, plan: IndividualPlan
) -> None:
    for person in ("stranger", "nav", "other_coordinator", "administrator", "privacy_officer", "executive"):
        with as_user(getattr(cast, person).pk):
            for case_id in (plan.case_id, uuid.uuid4()):
                assert not value("select plan_in_force(%s)", case_id)
                assert not value("select plan_text_hidden(%s)", case_id)
                assert not value("select i_see_to_plan(%s)", case_id)
                assert not value("select i_keep_plan(%s)", case_id)
                assert plain("select * from plan_candidates(%s)", case_id) == []
                assert is_refused("select document_order(%s, %s)", uuid.uuid4(), case_id)
                assert is_refused("select plan_change(%s, 1, %s)", case_id, in_days(9))
                assert is_refused("select plan_text_write(%s, 0, 'school', 'x')", case_id)
                assert is_refused(
                    "select plan_coordinator_choose(%s, %s, %s, 'chose')",
                    case_id, cast.coordinator.pk, cast.coordinating.pk,
                )  # fmt: skip


@pytest.mark.parametrize(
    "person", ["adviser", "nurse", "mother", "other_coordinator", "head", "stranger", "nav"]
)
def test_a_plan_is_started_by_the_relay_holder_or_the_coordinating_unit_and_nobody_else(
    cast: Cast, log: uuid.UUID, person: str
) -> None:
    say_yes_to_plan(cast, log)
    join(cast, log, "coordinator", "coordinating")
    with pytest.raises(PermissionDenied):
        start_plan(cast, log, by=person)
    start_plan(cast, log, by="coordinator")
    assert seen_by(cast, "coordinator", IndividualPlan)


@pytest.mark.parametrize(
    ("person", "unit"),
    [
        ("nurse", "clinic"),  # takes part, but the clinic coordinates nothing
        ("teacher", "school"),
        ("other_coordinator", "coordinating"),  # of the unit, but nobody has named them
        ("coordinator", "school"),  # another unit than the own
        ("mother", "coordinating"),
    ],
)
def test_the_coordinator_is_somebody_of_a_coordinating_unit_who_takes_part(
    cast: Cast, log: uuid.UUID, person: str, unit: str
) -> None:
    say_yes_to_plan(cast, log)
    join(cast, log, "coordinator", "coordinating")
    with as_user(cast.teacher.pk), pytest.raises(PermissionDenied):
        call(
            "plan_start", id=uuid.uuid4(), case=log, user=getattr(cast, person).pk, unit=getattr(cast, unit).pk,
            say="chose", revise_on=in_days(9),
        )  # fmt: skip


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_plan_is_gone_through_after_today_and_within_a_year(
    cast: Cast, plan: IndividualPlan, days: int
) -> None:
    with as_user(cast.coordinator.pk):
        for day in (in_days(days), None):
            with pytest.raises(DatabaseError), transaction.atomic():
                plain("select plan_change(%s, 1, %s)", plan.case_id, day)
        plan_change(plan=plan, version=1, revise_on=in_days(365))


def test_there_is_one_plan_for_one_log(cast: Cast, plan: IndividualPlan) -> None:
    with pytest.raises(NothingThere):
        start_plan(cast, plan.case_id)


def test_barnevern_does_not_coordinate_since_all_who_take_part_see_the_coordinator(
    cast: Cast, log: uuid.UUID
) -> None:
    with as_system("test: a municipality that wants it"):
        cast.child_welfare.service.coordinates_plans = True
        cast.child_welfare.service.save()
    say_yes_to_plan(cast, log, unit="child_welfare", kinds=("school", "child_welfare"))
    join(cast, log, "child_welfare_worker", "child_welfare")
    with as_user(cast.teacher.pk):
        assert not value("select plan_in_force(%s)", log)
        assert plain("select * from plan_candidates(%s)", log) == []


@pytest.mark.parametrize("person", ["teacher", "coordinator"])
def test_another_coordinator_is_named_and_who_was_it_before_stays_written(
    cast: Cast, plan: IndividualPlan, person: str
) -> None:
    name(cast, plan.case_id, "coordinator", "other_coordinator", "coordinating")
    new = {"coordinator_id": cast.other_coordinator.pk, "unit_id": cast.coordinating.pk}
    for refused in ("adviser", "nurse", "mother", "head"):
        with as_user(getattr(cast, refused).pk), pytest.raises(PermissionDenied):
            plan_coordinator_choose(plan=plan, say=FamilySay.AGREED, **new)
    with as_user(getattr(cast, person).pk):
        plan_coordinator_choose(plan=plan, say=FamilySay.AGREED, **new)
        with pytest.raises(NothingThere):
            plan_coordinator_choose(plan=plan, say=FamilySay.AGREED, **new)
    with as_user(cast.mother.pk):
        name_told = Told("named_coordinator_name", listed=False)
        assert list(PlanCoordinator.objects.annotate(told=name_told).values_list("told", "say")) == [
            ("Other_coordinator", "agreed"),
            ("Coordinator", "chose"),
        ]


def test_only_the_coordinator_writes_in_the_plan(cast: Cast, plan: IndividualPlan) -> None:
    name(cast, plan.case_id, "coordinator", "other_coordinator", "coordinating")
    for person in ("teacher", "adviser", "nurse", "other_coordinator", "mother"):
        with as_user(getattr(cast, person).pk):
            with pytest.raises(PermissionDenied):
                plan_text_write(plan=plan, version=0, kind="school", text="x")
            with pytest.raises(PermissionDenied):
                plan_change(plan=plan, version=1, revise_on=in_days(9))
    tell(cast, plan, "Jeg liker hester.")


def test_a_coordinator_who_has_left_the_unit_or_the_log_writes_no_more(
    cast: Cast, plan: IndividualPlan
) -> None:
    end_memberships(cast, "coordinator")
    with pytest.raises(PermissionDenied):
        tell(cast, plan, "Jeg liker hester.")
    assert readers(cast) == {"teacher", "adviser", "nurse", "mother"}


def test_the_text_about_the_person_is_read_where_the_basis_gives_its_kind(
    cast: Cast, plan: IndividualPlan
) -> None:
    tell(cast, plan, "Jeg er redd for sprøyter.", kind="health")
    assert readers(cast, PlanText) == {"nurse", "coordinator", "mother"}
    tell(cast, plan, "Jeg liker hester.", kind="school", version=1)
    assert readers(cast, PlanText) == {"teacher", "adviser", "nurse", "coordinator", "mother"}
    assert readers(cast, PlanTextVersion) == {"nurse", "coordinator", "mother"}
    with as_user(cast.adviser.pk):
        assert not value("select plan_text_hidden(%s)", plan.case_id)


def test_staff_learn_that_there_is_a_text_they_are_not_shown_and_of_barnevern_not_even_that(
    cast: Cast, log: uuid.UUID
) -> None:
    plan = make_plan(cast, log, kinds=("school", "health", "child_welfare"))
    told = "select plan_text_hidden(%s)"
    for kind, hidden in (("health", True), ("child_welfare", False)):
        tell(cast, plan, "Noe", kind=kind, version=version_of(plan))
        with as_user(cast.adviser.pk):
            assert value(told, log) is hidden, kind
        with as_user(cast.coordinator.pk):
            assert not value(told, log)


def version_of(plan: IndividualPlan) -> int:
    with as_system("test: the version"):
        text = PlanText.objects.filter(plan=plan).first()
    return text.version if text else 0


def test_the_coordinator_does_not_write_over_a_text_that_the_consent_no_longer_lets_her_read(
    cast: Cast, plan: IndividualPlan
) -> None:
    tell(cast, plan, "Jeg er redd for sprøyter.", kind="health")
    withdraw(cast, plan.case_id, "mother", "coordinating", kind="health")
    for kind, version in (("school", 0), ("school", 1), ("health", 1)):
        with pytest.raises(PermissionDenied):
            tell(cast, plan, "Noe annet", kind=kind, version=version)
    with as_user(cast.mother.pk):
        assert PlanText.objects.get().text == "Jeg er redd for sprøyter."


def test_two_who_change_the_same_text_lose_neither(cast: Cast, plan: IndividualPlan) -> None:
    tell(cast, plan, "Jeg liker hester.")
    tell(cast, plan, "Jeg liker hunder.", version=1)
    with pytest.raises(ChangedMeanwhile):
        tell(cast, plan, "Jeg liker katter.", version=1)
    with pytest.raises(ChangedMeanwhile):
        tell(cast, plan, "Jeg liker katter.")
    with as_user(cast.coordinator.pk):
        assert PlanText.objects.get().text == "Jeg liker hunder."
        assert list(PlanTextVersion.objects.values_list("version", "text")) == [(1, "Jeg liker hester.")]


def test_nothing_of_a_plan_is_written_by_a_plain_statement(cast: Cast, plan: IndividualPlan) -> None:
    tell(cast, plan, "Jeg liker hester.")
    ready(plan, cast.coordinator.pk, holds=[])
    for person in ("coordinator", "teacher", "mother"):
        with as_user(getattr(cast, person).pk):
            for model in OF_A_PLAN:
                table = model._meta.db_table
                assert is_refused(f"delete from {table}"), table
                assert is_refused(f"insert into {table} select * from {table}"), table
                column = "plan_id" if table != "cases_planfile" else "document_id"
                column = "case_id" if model is IndividualPlan else column
                assert is_refused(f"update {table} set {column} = {column}"), table
