"""From a concern to a log: the consent form."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.concerns.gates import own_open_concern
from cases.logs.forms_open import OpenLogPage
from cases.logs.gates import signed_in_user
from cases.logs.opening import case_open
from consent.texts import explanation
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.drafts.services import draft_drop, draft_kept, draft_of, draft_url


@login_required
@require_http_methods(["GET", "POST"])
def open_log(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    """Register what the family answered, and open the log. `more` in what is sent asks for one more row only."""
    concern = own_open_concern(request, concern_id, Act.CASE_OPEN)
    if request.method == "POST" and not request.POST.get("more"):
        page = OpenLogPage(concern=concern, data=request.POST)
        if page.is_valid():
            case_id = case_open(
                opener=signed_in_user(request), unit=concern.unit, opening=page.opening(), concern=concern
            )
            draft_drop(request)
            name = concern.first_name
            messages.success(
                request,
                _(
                    "Stafettloggen til %(name)s er åpnet, og du er stafettholder. Enhetene du valgte, har fått beskjed."
                )
                % {"name": name},
            )
            return redirect("logs:read", case_id)
    elif request.method == "POST":
        page = OpenLogPage(concern=concern, typed=request.POST, more=request.POST["more"])
    else:
        page = OpenLogPage(concern=concern, typed=draft_of(request))
    log.record(Act.CONCERN_READ, unit_id=concern.unit_id, objects=[concern])
    context = {
        "concern": concern,
        "page": page,
        "explanation": explanation(),
        "draft_url": draft_url(request),
        "draft": draft_kept(request) if request.method == "GET" else None,
    }
    return render(request, "logs/open.html", context)
