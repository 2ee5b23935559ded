"""Starting a plan, keeping it, and asking for it on paper. The SQL beside it decides who may."""

import uuid
from datetime import date

from django.db import transaction

from cases.plans.models import FamilySay, IndividualPlan, PlanDocument, PlanText
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from municipality.versions import ChangedMeanwhile


@transaction.atomic
def plan_start(
    *, case_id: uuid.UUID, coordinator_id: int, unit_id: int, say: FamilySay, revise_on: date
) -> IndividualPlan:
    """Start the plan of a log; everybody who takes part is told.

    By the relay holder or somebody of a coordinating unit, while the family's yes holds, with a coordinator of such a
    unit who works with the case (PermissionDenied otherwise). Raises NothingThere if there is a plan already.
    """
    plan_id = uuid.uuid4()
    call(
        "plan_start",
        id=plan_id,
        case=case_id,
        user=coordinator_id,
        unit=unit_id,
        say=say.value,
        revise_on=revise_on,
    )
    deliver_soon()
    plan = IndividualPlan.objects.get(pk=plan_id)
    access_log.record(Act.PLAN_START, case_id=case_id, objects=[plan])
    return plan


@transaction.atomic
def plan_coordinator_choose(
    *, plan: IndividualPlan, coordinator_id: int, unit_id: int, say: FamilySay
) -> None:
    """Name another coordinator, who is told. By the same people as `plan_start`; NothingThere if nothing changes."""
    call("plan_coordinator_choose", case=plan.case_id, user=coordinator_id, unit=unit_id, say=say.value)
    deliver_soon()
    access_log.record(Act.PLAN_COORDINATOR, case_id=plan.case_id, objects=[plan])


@transaction.atomic
def plan_change(*, plan: IndividualPlan, version: int, revise_on: date) -> None:
    """Set the day by which the plan is gone through. The coordinator's; ChangedMeanwhile over another version."""
    if not call("plan_change", case=plan.case_id, version=version, revise_on=revise_on):
        raise ChangedMeanwhile(IndividualPlan.objects.get(pk=plan.pk))
    access_log.record(Act.PLAN_CHANGE, case_id=plan.case_id, objects=[plan])


@transaction.atomic
def plan_text_write(*, plan: IndividualPlan, version: int, kind: str, text: str) -> None:
    """Write the person's own text over version `version` (0: nothing yet); the former text is kept.

    The coordinator's, in a kind that the coordinator reads (PermissionDenied otherwise). Raises ChangedMeanwhile when
    somebody else has saved first.
    """
    if not call("plan_text_write", case=plan.case_id, version=version, kind=kind, text=text):
        raise ChangedMeanwhile(PlanText.objects.get(plan=plan))
    access_log.record(Act.PLAN_CHANGE, case_id=plan.case_id, objects=[plan])


@transaction.atomic
def document_order(*, plan: IndividualPlan) -> uuid.UUID:
    """Ask for the plan as a PDF; returns the document's key. By those who read the plan (PermissionDenied otherwise).

    The worker makes it. Somebody who already waits for one gets that one, begun again if it had failed.
    """
    document_id: uuid.UUID = call("document_order", id=uuid.uuid4(), case=plan.case_id)
    access_log.record(Act.DOCUMENT_ORDER, case_id=plan.case_id, objects=[PlanDocument(pk=document_id)])
    transaction.on_commit(lambda: _wake_worker(document_id), robust=True)
    return document_id


def _wake_worker(document_id: uuid.UUID) -> None:
    """A queue that is down fails nothing: the clock asks the worker again within a minute."""
    from cases.plans.tasks import make_plan_document

    make_plan_document.apply_async(args=[str(document_id)], retry=False)
