"""What one signs in with: seen, and changed after the password has been asked for again."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.access.refusals import NothingThere, Refused
from municipality.clock import database_now
from municipality.localaccounts import passkeys, state, totp, tries
from municipality.localaccounts.forms import (
    AddPasskeyForm,
    AddTotpForm,
    ChangePasswordForm,
    PasswordAgain,
)
from municipality.localaccounts.pages import begin, failed, locked, page
from municipality.localaccounts.passwords import is_right, password_hash
from municipality.localaccounts.selectors import my_passkeys, my_sign_in
from municipality.localaccounts.services import (
    account_named,
    passkey_add,
    passkey_remove,
    password_set,
    recovery_codes_renew,
    totp_remove,
    totp_set,
)
from municipality.people.request import SignedInRequest, signed_in
from municipality.signin.sessions import own_sessions, session_end
from municipality.ui.forms import Form


def own_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For somebody who is signed in and has a local account; 404 for all others."""

    def of_its_own(request: SignedInRequest, *args: Any, **keys: Any) -> HttpResponse:
        if my_sign_in() is None:
            raise Http404
        return view(request, *args, **keys)

    return page(signed_in(of_its_own))


@own_page
def overview(request: SignedInRequest) -> HttpResponse:
    """Password, passkeys, codes from an app, recovery codes. Shows the person's own only, and nothing secret."""
    context = {"mine": my_sign_in(), "passkeys": my_passkeys()}
    return render(request, "localaccounts/own.html", context)


@own_page
def change_password(request: SignedInRequest) -> HttpResponse:
    form = ChangePasswordForm(_typed(request), user=request.user)
    if _is_confirmed(request, form):
        password_set(request.user.pk, password_hash(form.cleaned_data["new_password"]))
        _end_other_sessions(request)
        return _done(request, _("Passordet er byttet. Du er logget ut alle andre steder."))
    return _asked(request, form, title=_("Bytt passord"), button=_("Bytt passord"))


@own_page
def add_totp(request: SignedInRequest) -> HttpResponse:
    """The secret is the same until it is taken into use, also in another window."""
    kept = state.kept(request, state.NEW_TOTP)
    if kept is None or "secret" not in kept:
        sealed = state.hidden(totp.new_secret(), "secret", request.user.pk)
        state.keep(request, state.NEW_TOTP, secret=sealed)
    secret = state.shown(request.session[state.NEW_TOTP]["secret"], "secret", request.user.pk)
    form = AddTotpForm(_typed(request))
    if _is_confirmed(request, form):
        step = totp.step_of(secret, form.cleaned_data["code"].replace(" ", ""), database_now())
        if step is not None:
            totp_set(request.user.pk, secret, step)
            state.drop(request, state.NEW_TOTP)
            return _done(request, _("Fra nå av kan du logge inn med koder fra appen."))
        form.add_error("code", _("Koden er feil. Se at klokken på telefonen går riktig, og prøv neste kode."))
    context = {
        "form": begin(form),
        "picture": totp.picture(secret, request.user.username),
        "secret": totp.in_groups(secret),
    }
    return render(request, "localaccounts/add_totp.html", context)


@own_page
def remove_totp(request: SignedInRequest) -> HttpResponse:
    form = PasswordAgain(_typed(request))
    if _is_confirmed(request, form) and _is_changed(form, lambda: totp_remove(request.user.pk)):
        return _done(request, _("Kodene fra appen virker ikke lenger."))
    text = _("Appen kan ikke lenger brukes til å logge inn. Passnøkler og reservekoder virker fortsatt.")
    return _asked(
        request, form, _("Vil du slutte med koder fra app?"), _("Slutt med koder"), text, danger=True
    )


@own_page
def add_passkey(request: SignedInRequest) -> HttpResponse:
    kept = state.kept(request, state.NEW_PASSKEY) or {}
    form = AddPasskeyForm(_typed(request))
    if _is_confirmed(request, form):
        key = passkeys.new_key(form.cleaned_data["credential"], kept.get("challenge", ""))
        if key is None:
            form.add_error(None, _("Nettleseren svarte ikke med en passnøkkel vi kan bruke. Prøv på nytt."))
        elif _is_changed(form, lambda: passkey_add(request.user.pk, form.cleaned_data["name"], key)):
            state.drop(request, state.NEW_PASSKEY)
            return _done(request, _("Passnøkkelen er lagt til."))
    asked = passkeys.ask_for_new(
        request.user.pk, request.user.username, but=[one.credential for one in my_passkeys()]
    )
    state.keep(request, state.NEW_PASSKEY, challenge=asked.challenge)
    return render(
        request, "localaccounts/add_passkey.html", {"passkey_form": begin(form), "options": asked.options}
    )


@own_page
def remove_passkey(request: SignedInRequest, passkey_id: uuid.UUID) -> HttpResponse:
    """Http404 when there is none of one's own with this key."""
    named = next((one.name for one in my_passkeys() if one.id == passkey_id), None)
    if named is None:
        raise Http404
    form = PasswordAgain(_typed(request))
    if _is_confirmed(request, form) and _is_changed(
        form, lambda: passkey_remove(request.user.pk, passkey_id)
    ):
        return _done(request, _("Passnøkkelen er fjernet."))
    title = _("Vil du fjerne «%(name)s»?") % {"name": named}
    text = _("Passnøkkelen kan ikke lenger brukes til å logge inn her.")
    return _asked(request, form, title, _("Fjern passnøkkelen"), text, danger=True)


@own_page
def renew_codes(request: SignedInRequest) -> HttpResponse:
    form = PasswordAgain(_typed(request))
    if _is_confirmed(request, form):
        made = recovery_codes_renew(request.user.pk)
        sealed = state.hidden(" ".join(made), "codes", request.user.pk)
        state.keep(request, state.CODES, user=request.user.pk, codes=sealed)
        return redirect("localaccounts:own_codes")
    text = _("De reservekodene du har fra før, slutter å virke. De nye vises bare én gang.")
    return _asked(request, form, _("Lag nye reservekoder"), _("Lag nye koder"), text)


@own_page
def codes(request: SignedInRequest) -> HttpResponse:
    """The new recovery codes, until they are said to be kept."""
    kept = state.kept(request, state.CODES)
    if kept is None or kept["user"] != request.user.pk:
        return redirect("localaccounts:own")
    if request.method == "POST":
        state.drop(request, state.CODES)
        return redirect("localaccounts:own")
    shown = state.shown(kept["codes"], "codes", request.user.pk).split()
    return render(
        request, "localaccounts/codes.html", {"codes": shown, "button": _("Jeg har tatt vare på dem")}
    )


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _is_confirmed(request: SignedInRequest, form: Any) -> bool:
    """Whether the form is right and its password the own one. Guessing here is counted as at the sign-in page."""
    if not form.is_valid():
        return False
    trying = tries.begin(request, request.user.username)
    if trying.locked:
        locked(form, request.user.pk)
        return False
    account = account_named(request.user.username)
    if account and is_right(form.cleaned_data["password"], account.password):
        trying.passed()
        return True
    failed(trying, request.user.pk)
    form.add_error("password", _("Passordet er feil."))
    return False


def _is_changed(form: Form, change: Callable[[], None]) -> bool:
    """False when the form says why not."""
    try:
        change()
    except (Refused, NothingThere) as reason:
        form.add_error(None, str(reason))
        return False
    return True


def _end_other_sessions(request: SignedInRequest) -> None:
    for one in own_sessions(request):
        if not one.is_this:
            session_end(one.pk)


def _done(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("localaccounts:own")


def _asked(
    request: HttpRequest, form: Form, title: str, button: str, text: str = "", *, danger: bool = False
) -> HttpResponse:
    """The page of one form."""
    context = {
        "form": begin(form),
        "title": title,
        "text": text,
        "submit": button,
        "danger": danger,
        "cancel_url": reverse("localaccounts:own"),
    }
    return render(request, "localaccounts/own_form.html", context)
