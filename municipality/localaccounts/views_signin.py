"""Signing in: user name and password, then a passkey or a code."""

from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.clock import database_now
from municipality.localaccounts import passkeys, state, tries
from municipality.localaccounts.forms import AnswerForm, CodeForm, SignInForm
from municipality.localaccounts.pages import begin, failed, locked, page
from municipality.localaccounts.passwords import is_right
from municipality.localaccounts.services import (
    account_named,
    code_use,
    has_codes,
    passkey_use,
    passkeys_of,
)
from municipality.people.models import User
from municipality.signin.arriving import arrive_as
from municipality.signin.proof import Proof
from municipality.signin.services import safe_next
from municipality.signin.ways import Guard, Way, register

WAY: Final = "local"
AGAIN: Final = "pa-nytt"  # in the address: somebody who is signed in shows once more that it is them


def register_way() -> None:
    """Called from the app's `ready()`; no way in where no local accounts are wanted."""
    if settings.LOCAL_ACCOUNTS:
        register(WAY, way, called=gettext_lazy("brukernavn og passord"), guard=Guard(_is_enough, _again))


def _is_enough(_proof: Proof, _user: User) -> bool:
    """Nobody comes by this way with less than both steps."""
    return True


def _again(_proof: Proof, _user: User, after: str) -> str:
    """Where somebody who is signed in takes both steps once more, before what opens much."""
    return f"{reverse('localaccounts:sign_in')}?{urlencode({'next': after, AGAIN: 'ja'})}"


def way(request: HttpRequest) -> Way:
    """The part of the sign-in page: a link."""
    asked = request.GET.get("next", "")
    after = f"?{urlencode({'next': asked})}" if asked else ""
    return Way(
        sign_in="localaccounts/_way.html", front="", context={"url": reverse("localaccounts:sign_in") + after}
    )


def shown_at(seconds: float) -> Proof:
    """Somebody has shown all that is asked for, then."""
    return Proof(way=WAY, at=datetime.fromtimestamp(seconds, UTC))


@page
def password(request: HttpRequest) -> HttpResponse:
    """The first step. Answers the same, after the same work, whether there is such an account or not."""
    after, again = safe_next(request), AGAIN in request.GET
    if request.user.is_authenticated and not again:
        return redirect(after)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (user_id := _password_is_right(request, form)):
        state.new_key(request)
        said = {"user": user_id, "username": form.cleaned_data["username"], "after": after, "again": again}
        state.keep(request, state.PENDING, **said)
        return redirect("localaccounts:second")
    return render(request, "localaccounts/sign_in.html", {"form": begin(form), "again": again})


def _password_is_right(request: HttpRequest, form: SignInForm) -> int | None:
    """The account's key; None when the form says what is wrong."""
    username = form.cleaned_data["username"]
    trying = tries.begin(request, username)
    account = account_named(username)
    if trying.locked:
        locked(form, account.user_id if account else None)
        return None
    if is_right(form.cleaned_data["password"], account.password if account else "") and account:
        return account.user_id
    failed(trying, account.user_id if account else None)
    form.add_error(None, _("Brukernavnet eller passordet er feil."))
    return None


@page
def second(request: HttpRequest) -> HttpResponse:
    """The second step. To the first one again when that is too long ago."""
    pending = state.kept(request, state.PENDING)
    if pending is None or (request.user.is_authenticated and not pending["again"]):
        return redirect("localaccounts:sign_in")
    user_id: int = pending["user"]
    form = CodeForm(None, has_codes=has_codes(user_id))
    answer = AnswerForm(None)
    if request.method == "POST":
        by_passkey = "credential" in request.POST
        if by_passkey:
            answer = AnswerForm(request.POST)
        else:
            form = CodeForm(request.POST, has_codes=has_codes(user_id))
        if _is_confirmed(request, answer if by_passkey else form, pending):
            state.drop(request, state.PENDING)
            return arrive_as(request, user_id, shown_at(database_now().timestamp()), after=pending["after"])
    question = _passkey_question(request, pending)
    if form.errors or not question:  # who has a passkey is not to begin with a code
        begin(form)
    return render(request, "localaccounts/second.html", {"form": form, "answer": answer, **question})


def _is_confirmed(request: HttpRequest, form: CodeForm | AnswerForm, pending: dict[str, Any]) -> bool:
    """False when the form says what is wrong."""
    if not form.is_valid():
        return False
    user_id: int = pending["user"]
    trying = tries.begin(request, pending["username"])
    if trying.locked:
        locked(form, user_id)
        return False
    if isinstance(form, AnswerForm):
        right = passkey_use(user_id, form.cleaned_data["credential"], pending.get("challenge", ""))
        wrong = _("Passnøkkelen hører ikke til denne kontoen, eller svaret kom for sent. Prøv på nytt.")
    else:
        right = code_use(user_id, form.cleaned_data["code"])
        wrong = _("Koden er feil, eller den er brukt før. Vent til appen viser en ny kode.")
    if right:
        trying.passed()
        return True
    failed(trying, user_id)
    form.add_error(None if isinstance(form, AnswerForm) else "code", wrong)
    return False


def _passkey_question(request: HttpRequest, pending: dict[str, Any]) -> dict[str, Any]:
    """What the browser is asked, with a new challenge each time; nothing for an account without passkeys."""
    keys = passkeys_of(pending["user"])
    if not keys:
        return {}
    asked = passkeys.ask_for_one_of(keys)
    state.add(request, state.PENDING, challenge=asked.challenge)
    return {"options": asked.options}
