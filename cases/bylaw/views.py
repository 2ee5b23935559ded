"""What was opened without consent: for who has part in it, and for the privacy officer."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.bylaw.control import control_page
from cases.bylaw.sections import sections_of
from municipality.audit import access_log
from municipality.audit.access_log import Shown
from municipality.audit.acts import Act
from municipality.audit.gates import privacy_officer_or_403
from municipality.people.request import SignedInRequest, signed_in
from municipality.people.workplace import workplace_of
from municipality.ui.paging import place_of_mark


@signed_in
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """What one has opened, decided or handed out, and what one can begin. Refused for who works nowhere."""
    place = workplace_of(request)
    if not place.has_a_part:
        access_log.refuse(Act.BYLAW_LIST)
        raise PermissionDenied
    sections = sections_of(request.user, place)
    access_log.record_list(Act.BYLAW_LIST, [one for section in sections for one in section.shown])
    return render(request, "bylaw/overview.html", {"sections": sections})


@signed_in
@require_safe
def control(request: SignedInRequest) -> HttpResponse:
    """All that was opened in the municipality. The event names no log: the family may not know yet."""
    privacy_officer_or_403(request, Act.BYLAW_CONTROL)
    asked = request.GET.get("after", "")
    try:
        page = control_page(place_of_mark(asked) if asked else None)
    except (ValueError, OverflowError):
        raise BadRequest("not a place in the list") from None
    access_log.record_list(Act.BYLAW_CONTROL, [Shown(None, line.shown) for line in page.lines])
    return render(request, "bylaw/control.html", {"page": page})
