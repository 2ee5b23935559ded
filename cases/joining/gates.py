"""The first lines of the pages about joining: of the own log alone, so a key of another finds nothing."""

import uuid

from django.http import Http404

from cases.case.gates import case_or_404, holder_or_403
from cases.case.models import Case
from cases.joining.selectors import Joined, Told, joined_told, joining_told
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest


def held_or_403(request: SignedInRequest, case_id: uuid.UUID, act: Act) -> Case:
    case = case_or_404(case_id, act)
    holder_or_403(request, case, act)
    return case


def agreed_or_404(request: SignedInRequest, case_id: uuid.UUID, act: Act) -> tuple[Case, Told]:
    """For the holder, once both families have said yes."""
    case = held_or_403(request, case_id, act)
    told = joining_told(case_id)
    if told is None or not told.is_agreed:
        access_log.refuse(act, case_id=case_id)
        raise Http404
    return case, told


def joined_or_404(case_id: uuid.UUID, act: Act) -> tuple[Case, Joined]:
    """For who may part what was joined last."""
    case = case_or_404(case_id, act)
    found = joined_told(case_id)
    if not found or not found[0].until:
        access_log.refuse(act, case_id=case_id)
        raise Http404
    return case, found[0]
