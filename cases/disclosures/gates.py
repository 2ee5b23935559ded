"""The first line of every view about handing out: who may not know of it finds nothing, whether there is any or not."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cases.disclosures.selectors import (
    DisclosureSeen,
    LogToHandOut,
    UnitToHandOut,
    disclosure_found,
    disclosure_units,
    log_to_hand_out,
)
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest
from municipality.people.workplace import workplace_of


def works_here_or_403(request: SignedInRequest) -> None:
    """Refuses who works in no unit and takes no leader's place."""
    if not workplace_of(request).has_a_part:
        access_log.refuse(Act.DISCLOSURE_FIND)
        raise PermissionDenied


def log_found(case_id: uuid.UUID) -> tuple[LogToHandOut, list[UnitToHandOut]] | None:
    """A log and the units for which I can hand out of it, open or closed. None is noted as refused, without the log."""
    log = log_to_hand_out(case_id)
    if log is None:
        access_log.refuse(Act.DISCLOSURE_FIND)
        return None
    return log, disclosure_units(case_id)


def disclosure_or_404(disclosure_id: uuid.UUID, act: Act) -> DisclosureSeen:
    found = disclosure_found(disclosure_id)
    if found is None:
        access_log.refuse(act, shown=f"disclosure:{disclosure_id}")
        raise Http404
    return found


def in_hand_or_404(disclosure_id: uuid.UUID, act: Act) -> DisclosureSeen:
    """One that I have begun, and that is neither made nor dropped nor over."""
    found = disclosure_or_404(disclosure_id, act)
    if not (found.is_own and found.is_open):
        access_log.refuse(act, shown=f"disclosure:{disclosure_id}")
        raise Http404
    return found
