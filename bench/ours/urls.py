"""The application's addresses, its list as data, and an answer that asks the database for nothing but who asks."""

from typing import Any
from unittest import mock

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from bench.rows import row
from cases.case.models import Case
from cases.case.selectors import Holder
from cases.logs import views
from municipality.people.models import User


def list_as_data(request: HttpRequest) -> HttpResponse:
    """The page's own view: its gate, its queries, its event in the access log. Only the template is left out.

    The worker that serves this has one thread, so nobody else meets the view while it is changed.
    """
    with mock.patch.object(views, "render", _rows):
        return views.list_logs(request)


def _rows(request: HttpRequest, _template: str, context: dict[str, Any]) -> HttpResponse:
    listed = context["listed"]
    told = _of_family if isinstance(request.user, User) and request.user.is_family else _of_staff
    logs = [row(**told(one.case, one.holder)) for one in listed.rows]
    return JsonResponse({"count": listed.page.paginator.count, "results": logs})


def _of_family(case: Case, _holder: Holder | None) -> dict[str, Any]:
    return {
        "key": case.pk,
        "number": case.number,
        "child": case.subject_name,
        "born": case.subject_birth_date,
        "level": case.level,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
    }


def _of_staff(case: Case, holder: Holder) -> dict[str, Any]:
    return {**_of_family(case, holder), "unit": holder.unit, "holder": holder.name}


@login_required
def nothing(_request: HttpRequest) -> HttpResponse:
    """What every answer costs before it says anything: session, transaction, sealed identity, account."""
    return JsonResponse({})


urlpatterns = [
    path("bench/list", list_as_data),
    path("bench/nothing", nothing),
    path("", include("municipality.urls")),
]
