"""«Mønstre»: what is worth a look in the access log, for the privacy officer and for leaders of the own people."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.patterns.choices import MEANINGS
from cases.patterns.forms import PatternFilter
from cases.patterns.selectors import MOST, are_shown, patterns_seen
from municipality.audit import access_log
from municipality.audit.access_log import Shown
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.request import SignedInRequest, is_privacy_officer, signed_in
from municipality.people.workplace import workplace_of


def sees_patterns(request: HttpRequest) -> bool:
    """A link alone: the database decides which, if any."""
    place = workplace_of(request)
    return is_privacy_officer(request) or bool(place.led_units or place.overseen)


@signed_in
@require_safe
def list_patterns(request: SignedInRequest) -> HttpResponse:
    """What was found, with what it means. Before it was talked over with the tillitsvalgte it says what to do."""
    if not sees_patterns(request):
        access_log.refuse(Act.PATTERN_READ)
        raise PermissionDenied
    place = workplace_of(request)
    units = Unit.objects.filter(municipality=request.user.municipality_id)
    if place.led_units and not place.overseen:
        units = units.filter(pk__in=[one.pk for one in place.led_units])
    form = PatternFilter(request.GET, units=units)
    talked_over = are_shown(request.user.municipality)
    found = patterns_seen(form.wanted) if talked_over and form.is_valid() else []
    access_log.record_list(Act.PATTERN_READ, [Shown(None, f"user:{one.user_id}") for one in found[:MOST]])
    context = {
        "form": form,
        "narrowed": form.has_changed(),
        "found": found[:MOST],
        "and_more": len(found) > MOST,
        "are_shown": talked_over,
        "meanings": [(kind.label, one) for kind, one in MEANINGS.items()],
        "of_all": is_privacy_officer(request),
    }
    return render(request, "patterns/list.html", context)
