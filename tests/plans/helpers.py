"""A log with a plan in one line, and what the family's yes to one is."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from cases.case.models import ParentalResponsibility
from cases.plans.files import open_file
from cases.plans.making import make_document
from cases.plans.models import FamilySay, IndividualPlan, PlanDocument, PlanFile
from cases.plans.services import document_order, plan_start, plan_text_write
from consent.models import Answer
from consent.services import Agreement, Share, consent_register
from municipality.access.identity import as_system, as_user
from tests.access.scenes import join
from tests.cast import Cast

KINDS = ("school", "family", "health")


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def say_yes_to_plan(
    cast: Cast,
    case_id: uuid.UUID,
    *,
    kinds: Sequence[str] = KINDS,
    unit: str = "coordinating",
    for_plan: bool = True,
    days: int = 100,
) -> None:
    """The mother says yes, and the relay holder writes it down."""
    with as_user(cast.teacher.pk):
        mother = ParentalResponsibility.objects.get(case_id=case_id, has_responsibility=True)
        consent_register(
            case_id=case_id,
            agreement=Agreement(
                how="samtale",
                given_on=timezone.localdate(),
                ends=in_days(days),
                shares=[Share(getattr(cast, unit), list(kinds))],
                answers={mother.parent_id: Answer.YES},
                for_plan=for_plan,
            ),
            own=cast.school,
        )


def start_plan(
    cast: Cast, case_id: uuid.UUID, by: str = "teacher", coordinator: str = "coordinator"
) -> IndividualPlan:
    with as_user(getattr(cast, by).pk):
        return plan_start(
            case_id=case_id,
            coordinator_id=getattr(cast, coordinator).pk,
            unit_id=cast.coordinating.pk,
            say=FamilySay.CHOSE,
            revise_on=in_days(180),
        )


def make_plan(cast: Cast, case_id: uuid.UUID, kinds: Sequence[str] = KINDS) -> IndividualPlan:
    """The family has said yes, the coordinator has named herself, and the relay holder has started the plan."""
    say_yes_to_plan(cast, case_id, kinds=kinds)
    join(cast, case_id, "coordinator", "coordinating")
    return start_plan(cast, case_id)


def tell(cast: Cast, plan: IndividualPlan, text: str, kind: str = "family", version: int = 0) -> None:
    """The coordinator writes down what Emma wants others to know."""
    with as_user(cast.coordinator.pk):
        plan_text_write(plan=plan, version=version, kind=kind, text=text)


def order(cast: Cast, plan: IndividualPlan, person: str) -> uuid.UUID:
    """Asked for; the worker has not come to it yet."""
    with as_user(getattr(cast, person).pk):
        return document_order(plan=plan)


def make_paper(cast: Cast, plan: IndividualPlan, person: str) -> PlanDocument:
    """Ordered by `person`, and made."""
    key = order(cast, plan, person)
    make_document(key)
    return row_of(key)


def row_of(document_id: uuid.UUID) -> PlanDocument:
    with as_system("test: the row"):
        return PlanDocument.objects.get(pk=document_id)


def content_of(document: PlanDocument) -> bytes:
    with as_system("test: the file"):
        return open_file(PlanFile.objects.get(document=document))
