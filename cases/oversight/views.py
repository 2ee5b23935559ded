"""«Enhetene i tjenesten»: what a leader over the units of a service sees by that role alone."""

from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.oversight.selectors import overseen_units
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in
from municipality.people.workplace import workplace_of


@signed_in
@require_safe
def units(request: SignedInRequest) -> HttpResponse:
    """Counts alone, so the event names no case. Refused for everybody who is over no service."""
    if not workplace_of(request).services:
        access_log.refuse(Act.UNITS_COUNT)
        raise PermissionDenied
    access_log.record_list(Act.UNITS_COUNT, [])
    by_service = groupby(overseen_units(), key=lambda one: one.service)
    return render(
        request, "oversight/units.html", {"services": [(name, list(rows)) for name, rows in by_service]}
    )
