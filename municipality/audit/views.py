"""Innsynsloggen: who has read and changed what, on which basis. Never what it said, and no child's name."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.chain import fault_of, kept_form
from municipality.audit.export import as_csv
from municipality.audit.forms import EventFilter
from municipality.audit.gates import privacy_officer_or_403
from municipality.audit.selectors import MOST_EXPORTED, EventPage, chain_told, event_page, events_to_export
from municipality.people.request import SignedInRequest, signed_in


@require_safe
@signed_in
def event_list(request: SignedInRequest) -> HttpResponse:
    """The events of the privacy officer's municipality, narrowed as asked. Others are refused, which is logged too."""
    privacy_officer_or_403(request, Act.EVENTS_READ)
    form = EventFilter(request.GET, municipality_id=request.user.municipality_id)
    try:
        page = (
            event_page(form.wanted(), request.GET.get("after", "")) if form.is_valid() else EventPage([], "")
        )
    except (ValueError, OverflowError):  # also the day after the last day there is
        raise BadRequest("not a place in the log") from None
    access_log.record(Act.EVENTS_READ, objects=[line.event for line in page.lines])
    chain = chain_told()
    context = {
        "form": form,
        "page": page,
        "narrowed": form.has_changed(),
        "chain": chain,
        "faults": [fault_of(code) for code in chain.faults] if chain else [],
    }
    return render(request, "audit/list.html", context)


@require_safe
@signed_in
def event_export(request: SignedInRequest) -> HttpResponse:
    """What the filter shows, all of it, as a file for a spreadsheet. Too much for one file goes back to the filter."""
    privacy_officer_or_403(request, Act.EVENTS_EXPORT)
    form = EventFilter(request.GET, municipality_id=request.user.municipality_id)
    if not form.is_valid():
        return _back(request)
    try:
        found = events_to_export(form.wanted())
    except OverflowError:
        raise BadRequest("not a day of the log") from None
    if len(found) > MOST_EXPORTED:
        messages.error(
            request, _("Det er for mange hendelser for én fil. Velg en kortere periode, og last ned på nytt.")
        )
        return _back(request)
    access_log.record_many(Act.EVENTS_EXPORT, [line.event for line in found])
    return HttpResponse(
        as_csv(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="innsynslogg.csv"'},
    )


def _back(request: SignedInRequest) -> HttpResponse:
    return redirect(f"{reverse('audit:list')}?{request.GET.urlencode()}")


@require_safe
@signed_in
def last_seal(request: SignedInRequest) -> HttpResponse:
    """The end of the chain as a small file, to be kept elsewhere. It says nothing but itself."""
    privacy_officer_or_403(request, Act.EVENTS_EXPORT)
    chain = chain_told()
    if chain is None:
        raise Http404
    access_log.record(Act.EVENTS_EXPORT)
    today = timezone.localdate().isoformat()
    return JsonResponse(
        kept_form(chain.seal), headers={"Content-Disposition": f'attachment; filename="segl-{today}.json"'}
    )
