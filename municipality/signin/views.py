"""The front page for those who are not signed in, and the way in and out."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from municipality.signin.arriving import arrive_as, remembered
from municipality.signin.selectors import choices
from municipality.signin.services import safe_next, sign_out
from municipality.signin.sessions import WAY, id_token_of
from municipality.signin.ways import way_out, ways_in


def welcome(request: HttpRequest) -> HttpResponse:
    """What Stafettpinnen is, and what the ways to sign in show there. Shows no data; `home` calls it."""
    shown = [way for way in ways_in(request) if way.front]
    return render(request, "signin/welcome.html", {"ways": shown})


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Where somebody without a session is sent, with `next` saying where she was."""
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    return render(
        request, "signin/sign_in.html", {"ways": ways_in(request), "came_from": "next" in request.GET}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def choose_account(request: HttpRequest) -> HttpResponse:
    """Somebody who has several accounts says which. To the sign-in page when there is nothing to choose any more."""
    found = remembered(request)
    if found is None:
        return redirect("sign_in")
    accounts, proof, after = found
    if request.method == "POST":
        chosen = request.POST.get("account", "")
        if chosen in map(str, accounts):
            return arrive_as(request, int(chosen), proof, after=after)
    return render(request, "signin/choose_account.html", {"choices": choices(accounts)})


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session and go to the front page, or first to the provider that would let the next person in."""
    way, id_token = request.session.get(WAY, ""), id_token_of(request.session)
    sign_out(request)
    messages.success(request, _("Du er logget ut."))
    response = way_out(way, request, id_token) or redirect(settings.LOGIN_REDIRECT_URL)
    if request.is_secure():
        # Over http browsers refuse it with an error. Cookies are not named: the session is gone, the message is in one.
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response
