"""The first lines of every page of a plan: not visible is 404, visible but not allowed is 403, and both are logged."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cases.case.gates import case_or_404, change_or_403
from cases.case.models import Case
from cases.plans.models import IndividualPlan, PlanDocument
from cases.plans.selectors import keeps_plan, may_see_to_plan, plan_of
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest


def plan_or_404(case: Case, act: Act) -> IndividualPlan:
    """The plan under row security: for staff it is there only while the family's yes to it holds."""
    plan = plan_of(case)
    if plan is None:
        access_log.refuse(act, case_id=case.pk)
        raise Http404
    return plan


def case_to_see_to(request: SignedInRequest, case_id: uuid.UUID, act: Act) -> Case:
    """A case whose plan I may start and whose coordinator I may name."""
    case = case_or_404(case_id, act)
    change_or_403(request, case, act)
    if not may_see_to_plan(case):
        access_log.refuse(act, case_id=case.pk)
        raise PermissionDenied
    return case


def keeper_or_403(case: Case, act: Act) -> None:
    """Refuses everybody but the coordinator."""
    if not keeps_plan(case):
        access_log.refuse(act, case_id=case.pk)
        raise PermissionDenied


def document_or_404(case: Case, document_id: uuid.UUID, act: Act) -> PlanDocument:
    document = PlanDocument.objects.filter(pk=document_id, case=case).first()
    if document is None:
        access_log.refuse(act, case_id=case.pk)
        raise Http404
    return document
