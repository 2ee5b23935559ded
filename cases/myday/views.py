"""The first page: what waits for the person who has signed in, or what Stafettpinnen is for anybody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.myday.selectors import day_of, family_logs
from cases.myday.waiting import part_of, record_shown, sort_out, waiting_for
from municipality.people.models import AccountType, User
from municipality.people.workplace import workplace_of
from municipality.signin.views import welcome


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The account decides which page it is; the database decides what is on it."""
    user = request.user
    if not isinstance(user, User):
        return welcome(request)
    if user.is_family:
        return _family(request, user)
    if user.account_type == AccountType.STAFF:
        return _staff(request, user)
    if user.account_type == AccountType.EXECUTIVE:
        return redirect("figures:read")  # a room above this one
    return render(
        request, "myday/office.html", {"is_administrator": user.account_type == AccountType.ADMINISTRATOR}
    )


def _staff(request: HttpRequest, user: User) -> HttpResponse:
    place = workplace_of(request)
    day, waiting = day_of(place), sort_out(waiting_for(user, place))
    record_shown(waiting.lines, day.logs)
    context = {"day": day, "waiting": waiting, "place": place}
    return render(request, "myday/staff.html", context)


def _family(request: HttpRequest, user: User) -> HttpResponse:
    logs, waiting = family_logs(user), part_of(waiting_for(user, workplace_of(request)))
    record_shown(waiting.lines, [shown.case for shown in logs])
    context = {"logs": logs, "waiting": waiting, "about_reader": any(shown.own for shown in logs)}
    return render(request, "myday/family.html", context)
