"""The first page: what waits for the one who has signed in, or what Stafettpinnen is for anybody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.myday.selectors import day_of, family_logs
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.people.models import AccountKind, User
from municipality.people.place import place_of
from municipality.people.views import welcome


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who is signed in decides which page it is; what stands on it is the database's answer."""
    user = request.user
    if not isinstance(user, User):
        return welcome(request)
    if user.is_family:
        return _family(request, user)
    if user.kind == AccountKind.STAFF:
        return _staff(request, user)
    return render(request, "myday/office.html", {"is_administrator": user.kind == AccountKind.ADMINISTRATOR})


def _staff(request: HttpRequest, user: User) -> HttpResponse:
    place = place_of(request)
    day = day_of(user, place)
    # One event for each kind of thing that the page shows, so that nothing is read unseen.
    if day.shown_concerns:
        log.record(Act.CONCERN_LIST, objects=day.shown_concerns)
    if day.shown_cases:
        log.record(Act.CASE_LIST, objects=day.shown_cases)
    if day.shown_heads:
        log.record(Act.HEAD_LIST, objects=day.shown_heads)
    return render(request, "myday/staff.html", {"day": day, "place": place})


def _family(request: HttpRequest, user: User) -> HttpResponse:
    logs = family_logs(user)
    if logs:
        log.record(Act.CASE_LIST, objects=[shown.case for shown in logs])
    return render(request, "myday/family.html", {"logs": logs})
