"""The first line of the pages about deviations. Whoever may not finds nothing."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from cases.deviations.models import Deviation
from cases.deviations.selectors import deviations
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.workplace import workplace_of


def has_a_part_or_403(request: HttpRequest, act: Act) -> None:
    """Who works in a unit, or takes a leader's place."""
    if not workplace_of(request).has_a_part:
        access_log.refuse(act)
        raise PermissionDenied


def units_or_403(request: HttpRequest, act: Act) -> list[Unit]:
    """Where one works, at least one."""
    units = workplace_of(request).units
    if not units:
        access_log.refuse(act)
        raise PermissionDenied
    return units


def deviation_or_404(deviation_id: uuid.UUID, act: Act) -> Deviation:
    deviation = deviations().filter(pk=deviation_id).first()
    if deviation is None:
        access_log.refuse(act, shown=f"deviation:{deviation_id}")
        raise Http404
    return deviation
