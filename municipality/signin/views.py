"""The front page for those who are not signed in, and the way in and out."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from municipality.access.identity import as_user
from municipality.people.models import User
from municipality.signin.arriving import arrive_as, nothing_here, remembered
from municipality.signin.invited import invitation_join, invitation_open, offer_of
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


@require_http_methods(["GET", "HEAD", "POST"])
def take_invitation(request: HttpRequest) -> HttpResponse:
    """Somebody who was invited has signed in with a provider, and says whether the account is the one meant for her."""
    offer = offer_of(request)
    invited = invitation_open(offer.token) if offer else None
    if offer is None or invited is None:
        return redirect("sign_in")
    if request.method == "POST":
        if request.POST.get("answer") != "yes":
            request.session.flush()
            return redirect("sign_in")
        user_id = invitation_join(request, offer)
        return (
            nothing_here(request) if user_id is None else arrive_as(request, user_id, offer.proof, after="/")
        )
    with as_user(invited.user_id):
        name = User.objects.get(pk=invited.user_id).display_name
    return render(request, "signin/take_invitation.html", {"name": name, "username": invited.username})


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
