"""Innsynsloggen: who has read and changed what, on which basis. Never what it said, and no child's name."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.forms import EventFilter
from municipality.audit.selectors import EventPage, event_page
from municipality.people.request import SignedInRequest, is_privacy_officer, signed_in


@require_safe
@signed_in
def event_list(request: SignedInRequest) -> HttpResponse:
    """The events of the privacy officer's municipality, narrowed as asked. Others are refused, which is logged too."""
    if not is_privacy_officer(request):
        access_log.refuse(Act.EVENTS_READ)
        raise PermissionDenied
    form = EventFilter(request.GET)
    try:
        page = (
            event_page(form.wanted(), request.GET.get("after", "")) if form.is_valid() else EventPage([], "")
        )
    except (ValueError, OverflowError):  # also the day after the last day there is
        raise BadRequest("not a place in the log") from None
    access_log.record(Act.EVENTS_READ, objects=[line.event for line in page.lines])
    return render(request, "audit/list.html", {"form": form, "page": page, "narrowed": form.has_changed()})
