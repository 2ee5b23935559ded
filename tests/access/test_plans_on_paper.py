"""To whom a plan on paper is handed, who is told of a plan, and whose it is to see to."""

import uuid

from cases.plans.models import (
    IndividualPlan,
    PlanDocument,
    PlanFile,
    PlanText,
)
from cases.plans.selectors import plan_duties
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from municipality.people.models import MembershipRole
from municipality.people.services import membership_start
from tests.access.scenes import (
    everybody_who,
    is_refused,
    join,
    name,
    plain,
    seen_by,
    time_passes,
    value,
    withdraw,
)
from tests.access.test_plans import readers, ready
from tests.access.test_staff import end_memberships
from tests.cast import EVERYBODY, FAMILY, Cast
from tests.logs.opening import open_log
from tests.plans.helpers import in_days, make_plan, order, say_yes_to_plan, start_plan, tell


def test_a_file_is_handed_to_those_whose_bases_cover_all_that_it_holds(
    cast: Cast, plan: IndividualPlan
) -> None:
    for kinds, who in (
        ([], {"teacher", "adviser", "nurse", "coordinator", "mother"}),
        (["school"], {"teacher", "adviser", "nurse", "coordinator", "mother"}),
        (["school", "family"], {"teacher", "coordinator", "mother"}),
        (["family", "health"], {"coordinator", "mother"}),
        (["economy"], {"mother"}),
    ):
        document = ready(plan, cast.mother.pk, holds=[f"{kind}:" for kind in kinds])
        for model in (PlanDocument, PlanFile):
            found = everybody_who(cast, EVERYBODY, model.objects.filter(pk=document.pk).exists)
            assert found == who, (kinds, model)


def test_a_file_that_holds_what_a_unit_must_not_hear_is_handed_to_nobody_who_works_there(
    cast: Cast, plan: IndividualPlan
) -> None:
    document = ready(plan, cast.mother.pk, holds=["school:"], left_out=[cast.clinic.pk])
    for model in (PlanDocument, PlanFile):
        assert readers(cast, model) == {"teacher", "adviser", "coordinator", "mother"}, model
    with as_system("test: the adviser begins there too"):
        membership_start(user=cast.adviser, unit=cast.clinic, role=MembershipRole.CASEWORKER)
    assert document.pk not in seen_by(cast, "adviser", PlanFile)


def test_two_bases_of_one_person_cover_a_file_together(cast: Cast, plan: IndividualPlan) -> None:
    document = ready(plan, cast.mother.pk, holds=["school:", "economy:"])
    assert document.pk not in seen_by(cast, "adviser", PlanFile)
    say_yes_to_plan(cast, plan.case_id, unit="ppt", kinds=("economy",), for_plan=False)
    assert document.pk in seen_by(cast, "adviser", PlanFile)


def test_a_file_that_tells_of_barnevern_is_for_those_whose_basis_covers_it(
    cast: Cast, log: uuid.UUID
) -> None:
    plan = make_plan(cast, log, kinds=("school", "child_welfare"))
    document = ready(plan, cast.mother.pk, holds=["school:"], names_child_welfare=True)
    for model in (PlanDocument, PlanFile):
        assert readers(cast, model) == {"coordinator", "mother"}, model
    withdraw(cast, log, "mother", "coordinating", kind="child_welfare")
    assert document.pk not in seen_by(cast, "coordinator", PlanFile)


def test_the_one_who_ordered_sees_how_far_it_has_come_and_nobody_else_before_it_is_ready(
    cast: Cast, plan: IndividualPlan
) -> None:
    order(cast, plan, "adviser")
    assert readers(cast, PlanDocument) == {"adviser"}
    withdraw(cast, plan.case_id, "mother", "ppt")
    assert readers(cast, PlanDocument) == set()


def test_the_one_who_ordered_sees_the_row_and_not_the_file_when_less_may_be_read_by_now(
    cast: Cast, plan: IndividualPlan
) -> None:
    document = ready(plan, cast.nurse.pk, holds=["health:"])
    withdraw(cast, plan.case_id, "mother", "clinic", kind="health")
    assert document.pk in seen_by(cast, "nurse", PlanDocument)
    assert seen_by(cast, "nurse", PlanFile) == set()


def test_asking_twice_answers_with_the_same_document_until_it_is_ready(
    cast: Cast, plan: IndividualPlan
) -> None:
    first = order(cast, plan, "mother")
    assert order(cast, plan, "mother") == first
    assert order(cast, plan, "nurse") != first
    with as_system("test: it failed"):
        PlanDocument.objects.filter(pk=first).update(state="failed", attempts=3)
    assert order(cast, plan, "mother") == first
    with as_user(cast.mother.pk):
        again = PlanDocument.objects.get(pk=first)
    assert (again.state, again.attempts) == ("waiting", 0)
    with as_system("test: it is ready"):
        PlanDocument.objects.filter(pk=first).update(state="ready")
    assert order(cast, plan, "mother") != first


def test_whoever_reads_the_plan_may_have_it_on_paper_and_nobody_else(
    cast: Cast, plan: IndividualPlan
) -> None:
    for person in EVERYBODY:
        with as_user(getattr(cast, person).pk):
            refused = is_refused("select document_order(%s, %s)", uuid.uuid4(), plan.case_id)
        assert refused is (person not in {"teacher", "adviser", "nurse", "coordinator", "mother"}), person
    withdraw(cast, plan.case_id, "mother", "coordinating")
    for person, allowed in (("teacher", False), ("mother", True)):
        with as_user(getattr(cast, person).pk):
            refused = is_refused("select document_order(%s, %s)", uuid.uuid4(), plan.case_id)
        assert refused is not allowed, person


def test_those_who_take_part_are_told_of_the_plan_and_the_coordinator_of_being_it(
    cast: Cast, plan: IndividualPlan
) -> None:
    with as_system("test: who was told"):
        told = set(
            Notice.objects.filter(notice_type__startswith="plan.").values_list(
                "user__username", "notice_type"
            )
        )
    assert told == {
        ("adviser", "plan.started"),
        ("nurse", "plan.started"),
        ("mother", "plan.started"),
        ("coordinator", "plan.coordinator"),
    }
    withdraw(cast, plan.case_id, "mother", "coordinating")
    for person, sees in (("adviser", False), ("mother", True)):
        with as_user(getattr(cast, person).pk):
            assert Notice.objects.filter(notice_type="plan.started").exists() is sees, person


def test_a_parent_reads_no_text_about_health_from_sixteen_on_and_nothing_from_eighteen_on(
    cast: Cast,
) -> None:
    case_id = open_log(cast, number=cast.youth_number, child_answer=Answer.YES)
    plan = make_plan(cast, case_id)
    tell(cast, plan, "Jeg bruker medisin.", kind="health")
    document = ready(plan, cast.coordinator.pk, holds=["health:"])
    assert {"mother", "youth"} <= readers(cast, PlanText)
    time_passes(case_id, "family", days=365)
    assert {"mother", "youth"} & readers(cast, PlanText) == {"youth"}
    assert document.pk not in seen_by(cast, "mother", PlanFile)
    assert document.pk in seen_by(cast, "youth", PlanFile)
    assert {"mother", "youth"} <= readers(cast)
    time_passes(case_id, "family", days=2 * 366)
    assert {"mother", "youth"} & readers(cast) == {"youth"}


def duties(cast: Cast, person: str) -> list[str]:
    with as_user(getattr(cast, person).pk):
        return [duty.duty for duty in plan_duties()]


def test_a_plan_waits_for_those_who_see_to_it_until_somebody_has_started_it(
    cast: Cast, log: uuid.UUID
) -> None:
    say_yes_to_plan(cast, log)
    assert duties(cast, "teacher") == []  # nobody can coordinate yet
    join(cast, log, "coordinator", "coordinating")
    assert everybody_who(cast, EVERYBODY, lambda: bool(plan_duties())) == {"teacher", "coordinator"}
    assert duties(cast, "teacher") == duties(cast, "coordinator") == ["start"]
    start_plan(cast, log)
    assert everybody_who(cast, EVERYBODY, lambda: bool(plan_duties())) == set()


def test_a_plan_is_gone_through_by_its_coordinator_two_weeks_before_the_day(
    cast: Cast, plan: IndividualPlan
) -> None:
    with as_system("test: time passes"):
        IndividualPlan.objects.update(revise_on=in_days(15))
    assert duties(cast, "coordinator") == []
    with as_system("test: time passes"):
        IndividualPlan.objects.update(revise_on=in_days(14))
    assert everybody_who(cast, EVERYBODY, lambda: bool(plan_duties())) == {"coordinator"}
    assert duties(cast, "coordinator") == ["revise"]


def test_a_plan_whose_coordinator_has_left_asks_for_another_as_soon_as_there_is_one(
    cast: Cast, plan: IndividualPlan
) -> None:
    name(cast, plan.case_id, "coordinator", "other_coordinator", "coordinating")
    end_memberships(cast, "coordinator")
    assert duties(cast, "teacher") == duties(cast, "other_coordinator") == ["coordinator"]
    assert duties(cast, "nurse") == []


def test_the_familys_consent_says_that_it_is_for_a_plan_too(cast: Cast, log: uuid.UUID) -> None:
    say_yes_to_plan(cast, log)
    with as_user(cast.mother.pk):
        rows = plain("select for_plan, readings::text from consents_given(%s)", log)
    assert [for_plan for for_plan, _text in rows] == [True, False]
    assert "Vi spør også om en individuell plan for Emma." in rows[0][1]
    assert "individuell plan" not in rows[1][1]


def test_family_reads_its_plan_also_when_the_log_is_closed(cast: Cast, plan: IndividualPlan) -> None:
    withdraw(cast, plan.case_id, "mother")
    assert readers(cast) == {"mother"}
    assert set(FAMILY) & everybody_who(
        cast, FAMILY, lambda: not is_refused("select document_order(%s, %s)", uuid.uuid4(), plan.case_id)
    ) == {"mother"}


def test_two_logs_never_lend_each_other_a_plan(cast: Cast, plan: IndividualPlan) -> None:
    other = open_log(cast, opener="nurse", unit="clinic", shares={"clinic": ("health",)})
    with as_user(cast.nurse.pk):
        assert not value("select plan_in_force(%s)", other)
    assert seen_by(cast, "nurse", IndividualPlan) == {plan.pk}
