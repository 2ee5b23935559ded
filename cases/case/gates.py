"""The first line of every view of a case: not visible is 404, visible but not allowed is 403, and both are logged."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from cases.case.gone import LogIsElsewhere
from cases.case.models import Case
from municipality.access.verbs import value
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.request import SignedInRequest
from municipality.people.selectors import my_units


def case_or_404(case_id: uuid.UUID, act: Act) -> Case:
    """The case under row security. A try on a case that is missing or may not be seen is noted as refused.

    One that has become one with another is found there (`LogIsElsewhere`), by whoever reads that.
    """
    # Not the holder: a join to an account or a unit that the family does not see would take the case away with it.
    cases = Case.objects.select_related("municipality")
    try:
        return cases.get(pk=case_id)
    except Case.DoesNotExist:
        if now := value("log_now", case=case_id):
            raise LogIsElsewhere(case_id, now) from None
        access_log.refuse(act, case_id=case_id)
        raise Http404 from None


def change_or_403(request: SignedInRequest, case: Case, act: Act) -> None:
    """Refuses those who may read but not change: the family, and everybody in a closed log."""
    if case.closed_at or not request.user.has_perm("cases.change_case", case):
        access_log.refuse(act, case_id=case.pk)
        raise PermissionDenied


def holder_or_403(request: SignedInRequest, case: Case, act: Act) -> None:
    """Refuses those who take part and are not the relay holder, and everybody in a closed log."""
    change_or_403(request, case, act)
    if case.holder_id != request.user.pk:
        access_log.refuse(act, case_id=case.pk)
        raise PermissionDenied


def read_or_head(case_id: uuid.UUID, page: str) -> str:
    """Where one goes on after an act that can let the log rest, or wake it: to this page of it, or to its head."""
    is_read = Case.objects.filter(pk=case_id).exists()
    return reverse(page if is_read else "heads:read", args=[case_id])


def acting_units(case: Case) -> list[Unit]:
    """The units I can act for in this case: those of my own grants. Row security leaves no others."""
    mine = case.caseusergrant_set.exclude(unit=None).values("unit")
    return list(my_units().filter(pk__in=mine))
