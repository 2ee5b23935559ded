"""Drafts over HTTP: static/js/draft.js saves, a button on the page forgets."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from municipality.drafts.services import LARGEST, DraftsFull, draft_drop, draft_save, own_path


def _asked_form(request: HttpRequest) -> str:
    """The path at `?form=`. One with a null character, which Postgres does not take, is no page of ours."""
    path = request.GET.get("form", "")
    if "\x00" in path:
        raise BadRequest("not a page of ours")
    return own_path(path)


@require_POST
def draft_keep(request: HttpRequest) -> HttpResponse:
    """Keep the fields for the form at `?form=`. Without a session 403, above 200 kB or without room 413, as JSON."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "signed out"}, status=403)
    if len(request.body) > LARGEST:
        return JsonResponse({"error": "too large"}, status=413)
    try:
        saved_at = draft_save(user_id=request.user.pk, path=_asked_form(request), typed=request.POST)
    except DraftsFull:
        return JsonResponse({"error": "no room"}, status=413)
    return JsonResponse({"saved_at": saved_at.isoformat()})


@require_POST
@login_required
def draft_forget(request: HttpRequest) -> HttpResponse:
    """Forget the draft of the form at `?form=` and show that form as it was before."""
    path = _asked_form(request)
    draft_drop(request, path)
    messages.success(request, _("Utkastet er forkastet."))
    return redirect(path)
