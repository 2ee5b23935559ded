"""An invitation: one signs in with a provider; or chooses a password, then a second factor, and gets recovery codes.

Opening the link uses nothing up, since mail servers open links too.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from municipality.access.identity import as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.clock import database_now
from municipality.localaccounts import passkeys, state, totp, tries
from municipality.localaccounts.forms import NewPasskeyForm, NewPasswordForm, NewTotpForm
from municipality.localaccounts.pages import begin, page
from municipality.localaccounts.passwords import password_hash
from municipality.localaccounts.services import Factor, invitation_use
from municipality.localaccounts.views_signin import shown_at
from municipality.notices.links import token_hash
from municipality.people.models import User
from municipality.signin.arriving import arrive_as
from municipality.signin.invited import invitation_open, link_remember
from municipality.signin.ways import ways_in


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the link: sign in with a provider, or choose a password where there are local accounts.

    What is chosen waits in the session, encrypted, and the link's key leaves the address.
    """
    hashed = token_hash(token)
    invited = invitation_open(hashed)
    if invited is None:
        return _gone(request)
    providers = [way for way in ways_in(request) if way.takes_invitations]
    if providers:
        link_remember(request, hashed)
    if not settings.LOCAL_ACCOUNTS:
        return render(request, "localaccounts/invitation.html", {"ways": providers})
    with as_user(invited.user_id):
        user = User.objects.get(pk=invited.user_id)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        state.new_key(request)
        chosen = password_hash(form.cleaned_data["new_password"])
        state.keep(
            request,
            state.INVITED,
            token=hashed,
            user=invited.user_id,
            username=invited.username,
            password=state.hidden(chosen, "password", invited.user_id),
            secret=state.hidden(totp.new_secret(), "secret", invited.user_id),
        )
        return redirect("localaccounts:invited_factor")
    return render(
        request,
        "localaccounts/invitation.html",
        {"form": form if providers else begin(form), "username": invited.username, "ways": providers},
    )


@page
def choose_factor(request: HttpRequest) -> HttpResponse:
    """A passkey, or codes from an app. Whichever is shown to work first takes the invitation."""
    invited = state.kept(request, state.INVITED)
    if invited is None or invitation_open(invited["token"]) is None:
        return _gone(request)
    secret = state.shown(invited["secret"], "secret", invited["user"])
    code_form, passkey_form = NewTotpForm(None), NewPasskeyForm(None)
    if request.method == "POST":
        form: NewTotpForm | NewPasskeyForm
        if "credential" in request.POST:
            form = passkey_form = NewPasskeyForm(request.POST)
        else:
            form = code_form = NewTotpForm(request.POST)
        factor = _factor(form, secret, invited)
        if factor and (answer := _take(request, invited, factor, form)):
            return answer
    asked = passkeys.ask_for_new(invited["user"], invited["username"])
    state.add(request, state.INVITED, challenge=asked.challenge)
    context = {
        "form": code_form,
        "passkey_form": passkey_form,
        "options": asked.options,
        "picture": totp.picture(secret, invited["username"]),
        "secret": totp.in_groups(secret),
    }
    return render(request, "localaccounts/invitation_factor.html", context)


def _factor(form: NewTotpForm | NewPasskeyForm, secret: str, invited: dict[str, Any]) -> Factor | None:
    """What was shown to work; None when the form says what is wrong."""
    if not form.is_valid():
        return None
    if isinstance(form, NewPasskeyForm):
        key = passkeys.new_key(form.cleaned_data["credential"], invited.get("challenge", ""))
        if key is None:
            form.add_error(None, _("Nettleseren svarte ikke med en passnøkkel vi kan bruke. Prøv på nytt."))
            return None
        return Factor(name=form.cleaned_data["name"], key=key)
    step = totp.step_of(secret, form.cleaned_data["code"].replace(" ", ""), database_now())
    if step is None:
        form.add_error("code", _("Koden er feil. Se at klokken på telefonen går riktig, og prøv neste kode."))
        return None
    return Factor(secret=secret, step=step)


def _take(
    request: HttpRequest, invited: dict[str, Any], factor: Factor, form: NewTotpForm | NewPasskeyForm
) -> HttpResponse | None:
    user_id: int = invited["user"]
    password = state.shown(invited["password"], "password", user_id)
    try:
        codes = invitation_use(invited["token"], user_id, password=password, factor=factor)
    except NothingThere:
        return _gone(request)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    tries.forget(tries.name_key(invited["username"]))
    state.drop(request, state.INVITED)
    state.new_key(request)
    state.keep(request, state.CODES, user=user_id, codes=state.hidden(" ".join(codes), "codes", user_id))
    return redirect("localaccounts:invited_codes")


@page
def codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes, until they are said to be kept. Then one is in."""
    kept = state.kept(request, state.CODES)
    if kept is None or request.user.is_authenticated:
        return redirect("localaccounts:sign_in")
    if request.method == "POST":
        state.drop(request, state.CODES)
        return arrive_as(request, kept["user"], shown_at(kept["at"]), after="/")
    shown = state.shown(kept["codes"], "codes", kept["user"]).split()
    return render(
        request,
        "localaccounts/codes.html",
        {"codes": shown, "button": _("Jeg har tatt vare på dem. Logg inn")},
    )


def _gone(request: HttpRequest) -> HttpResponse:
    """Used, ended, or never there: one page."""
    return render(request, "localaccounts/invitation_gone.html", status=404)
