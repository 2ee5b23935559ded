"""The first line of the views: what may not be seen is not there, whether there is one or not."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cases.emergency.selectors import Led, Own, led, own_emergencies, units_that_may
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.request import SignedInRequest
from municipality.people.workplace import workplace_of


def units_that_may_or_403(request: SignedInRequest) -> list[Unit]:
    """The own units for which a log can be opened; refused where there is none."""
    may = set(units_that_may())
    found = [one for one in workplace_of(request).units if one.pk in may]
    if not found:
        access_log.refuse(Act.EMERGENCY_OPEN)
        raise PermissionDenied
    return found


def own_or_404(emergency_id: uuid.UUID, act: Act) -> Own:
    """One that the current user has opened in the last month."""
    found = next((one for one in own_emergencies() if one.id == emergency_id), None)
    if found is None:
        access_log.refuse(act, shown=f"emergency:{emergency_id}")
        raise Http404
    return found


def led_or_404(emergency_id: uuid.UUID) -> Led:
    """One that the current user goes through as leader."""
    found = next((one for one in led() if one.id == emergency_id), None)
    if found is None:
        access_log.refuse(Act.EMERGENCY_REVIEW, shown=f"emergency:{emergency_id}")
        raise Http404
    return found
