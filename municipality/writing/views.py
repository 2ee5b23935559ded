"""Drafts over HTTP: static/js/draft.js saves, a button on the page forgets."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from municipality.access.verbs import value
from municipality.people.request import SignedInRequest, signed_in
from municipality.writing.drafts import LARGEST, DraftsFull, draft_autosave, own_path
from municipality.writing.once import once_of, opened
from municipality.writing.unsent import unsent_keep


@csrf_exempt  # the mark is what another site cannot have, and it outlives a new sign-in in another tab
@require_POST
def draft_keep(request: SignedInRequest) -> HttpResponse:
    """Keep what is in a form of the current user. The answers are JSON.

    403 without a mark of ours, and when somebody else or nobody is signed in: then it is kept for the person who opened
    the form, as `unsent_keep` does. 413 above 200 kB or without room.
    """
    if len(request.body) > LARGEST:
        return JsonResponse({"error": "too large"}, status=413)
    form = opened(request.POST)
    if form is None:
        return JsonResponse({"error": "no form of ours"}, status=403)
    if form.user_id != request.user.pk:
        return JsonResponse({"error": "signed out", "kept": unsent_keep(form, request.POST)}, status=403)
    try:
        saved_at = draft_autosave(form, request.POST)
    except DraftsFull:
        return JsonResponse({"error": "no room"}, status=413)
    return JsonResponse({"saved_at": saved_at.isoformat()})


@require_POST
@signed_in
def draft_forget(request: SignedInRequest) -> HttpResponse:
    """Forget the draft `once` of the form at `?form=`, and show that form as it was before."""
    path = request.GET.get("form", "")
    if "\x00" in path:  # which Postgres does not take
        raise BadRequest("not a page of ours")
    once = once_of(request.POST)
    if once is None:
        raise BadRequest("no draft named")
    value("draft_delete", form=own_path(path), once=once)
    messages.success(request, _("Utkastet er forkastet."))
    return redirect(path)
