"""The first line of every view of requests: who may not know of one finds nothing."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cases.case.gates import case_or_404, change_or_403
from cases.case.models import Case
from cases.requests.selectors import PartToAnswer, ToLookAt, hidden_to_look_at, part_to_answer
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest
from municipality.people.workplace import workplace_of


def log_or_404(request: SignedInRequest, case_id: uuid.UUID, act: Act) -> Case:
    """For the family of the log, and for its staff that can write in it."""
    case = case_or_404(case_id, act)
    if not request.user.is_family:
        change_or_403(request, case, act)
    return case


def family_log_or_404(request: SignedInRequest, case_id: uuid.UUID, act: Act) -> Case:
    """For the family alone."""
    case = case_or_404(case_id, act)
    if not request.user.is_family:
        access_log.refuse(act, case_id=case.pk)
        raise Http404
    return case


def works_here_or_403(request: SignedInRequest) -> None:
    """Refuses who works in no unit and takes no leader's place."""
    if not workplace_of(request).has_a_part:
        access_log.refuse(Act.REQUEST_LIST)
        raise PermissionDenied


def part_or_404(part_id: uuid.UUID, act: Act) -> PartToAnswer:
    """One that is mine to answer, or that my unit has answered."""
    found = part_to_answer(part_id)
    if found is None:
        access_log.refuse(act)
        raise Http404
    return found


def hidden_found(about: str, key: uuid.UUID) -> ToLookAt | None:
    """Something that I keep from a family, and have not looked at since it asked. None is noted as refused."""
    found = next((one for one in hidden_to_look_at() if (one.about, one.key) == (about, key)), None)
    if found is None:
        access_log.refuse(Act.REQUEST_LOOK)
    return found
