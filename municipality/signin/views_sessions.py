"""How long one is still signed in, going on, and signing out elsewhere."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from municipality.people.request import SignedInRequest, signed_in
from municipality.signin.services import ours_or_front, sign_out
from municipality.signin.sessions import own_sessions, session_end, time_left


@require_safe
def time_left_here(request: HttpRequest) -> HttpResponse:
    """For the page's script: seconds until this session ends, `idle` and `whole`; null when nobody is signed in.

    Asked by a page alone, it lets the session last no longer.
    """
    if not request.user.is_authenticated:
        return JsonResponse(None, safe=False)
    return JsonResponse(time_left(request.session)._asdict())


@require_POST
@signed_in
def go_on(request: SignedInRequest) -> HttpResponse:
    """Somebody is still here: what `time_left_here` says then."""
    return JsonResponse(time_left(request.session)._asdict())


@require_POST
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Ends this session and leads to the sign-in page, and from there back to the page that `next` names."""
    after = ours_or_front(request, request.POST.get("next", ""))
    sign_out(request)
    return redirect(f"{resolve_url('sign_in')}?{urlencode({'next': after})}")


@require_POST
@signed_in
def end(request: SignedInRequest, session_id: uuid.UUID) -> HttpResponse:
    """Sign out somewhere else. Http404 when there is no such session of one's own."""
    if not session_end(session_id):
        raise Http404
    messages.success(request, _("Du er logget ut der."))
    return redirect("profile:read")


@require_POST
@signed_in
def end_others(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    ended = sum(session_end(one.pk) for one in own_sessions(request) if not one.is_this)
    text = ngettext("Du er logget ut ett annet sted.", "Du er logget ut %(count)d andre steder.", ended)
    messages.success(request, text % {"count": ended} if ended else _("Du var ikke logget inn andre steder."))
    return redirect("profile:read")
