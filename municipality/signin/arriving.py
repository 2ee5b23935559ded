"""From somebody who has shown who they are to an account that is signed in.

What is shown leads to accounts (`identities.sql`). One is signed in; of several one is chosen, never two at once; with
none there is one page, the same for everybody, and nothing of who it was is kept (D12).
"""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from municipality.access.identity import as_user
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.models import AccountType, User
from municipality.people.sealing import open_sealed, seal
from municipality.signin.invited import link_of, offer_keep
from municipality.signin.leading import lead_on
from municipality.signin.proof import Identity, Proof, ResidentIdentity
from municipality.signin.selectors import accounts_of
from municipality.signin.services import sign_in
from municipality.signin.ways import guard_of

CHOICE: Final = "accounts_to_choose_from"
CHOICE_FOR: Final = timedelta(minutes=10)
# These open much, so a sign-in of this morning is not enough.
MUCH: Final = frozenset({AccountType.ADMINISTRATOR, AccountType.PRIVACY_OFFICER})


def arrive(request: HttpRequest, identity: Identity, proof: Proof, *, after: str) -> HttpResponse:
    """The answer to somebody whom a provider vouches for: signed in and led to `after`, a path of ours.

    Somebody who was invited is asked about that first. With several accounts a page asks which; with none a page
    says that nothing is here, the same for everybody.
    """
    token = "" if isinstance(identity, ResidentIdentity) else link_of(request)
    if token and not isinstance(identity, ResidentIdentity):
        offer_keep(request, token, identity, proof)
        return redirect("take_invitation")
    accounts = accounts_of(identity)
    if not accounts:
        return nothing_here(request)
    if len(accounts) == 1:
        return arrive_as(request, accounts[0], proof, after=after)
    _remember(request, accounts, proof, after)
    return redirect("choose_account")


def arrive_as(request: HttpRequest, user_id: int, proof: Proof, *, after: str) -> HttpResponse:
    """The same for a known account: signed in and led on, or asked for more where that is not enough for it."""
    with as_user(user_id):
        user = User.objects.filter(pk=user_id).first()
    if user is None:
        return nothing_here(request)
    guard = guard_of(proof.way)
    if guard and not (guard.is_enough(proof, user) and is_fresh_enough(proof, user)):
        return lead_on(request, guard.again(proof, user, after))
    request.session.pop(CHOICE, None)
    sign_in(request, user_id, proof)
    return redirect(after)


def is_fresh_enough(proof: Proof, user: User) -> bool:
    """Whether somebody has shown who they are so lately that an account which opens much may be signed in by it."""
    if user.account_type not in MUCH:
        return True
    return timezone.now() - proof.at <= timedelta(minutes=settings.FRESH_MINUTES)


def nothing_here(request: HttpRequest) -> HttpResponse:
    """The page of everybody who has nothing here. Says how to ask for insight, and not whether there is something."""
    access_log.record(Act.SIGN_IN_NOTHING, refused=True)
    request.session.flush()
    return render(request, "signin/nothing_here.html")


def _remember(request: HttpRequest, accounts: list[int], proof: Proof, after: str) -> None:
    """Between two pages: sealed, in the session of the browser that has just come from the provider."""
    request.session.cycle_key()
    until = datetime.now(UTC) + CHOICE_FOR
    said = {
        "accounts": accounts,
        "proof": {**asdict(proof), "at": proof.at.isoformat()},
        "after": after,
        "until": until.isoformat(),
    }
    request.session[CHOICE] = b64encode(seal(json.dumps(said), **_place())).decode()


def _place() -> dict[str, Any]:
    return {"table": "session", "pk": CHOICE, "column": "accounts"}


def remembered(request: HttpRequest) -> tuple[list[int], Proof, str] | None:
    """Accounts to choose from, what was shown, and where to go then; None when there is nothing to choose any more."""
    sealed = request.session.get(CHOICE)
    if sealed is None:
        return None
    said = json.loads(open_sealed(b64decode(sealed), **_place()))
    if datetime.fromisoformat(said["until"]) < datetime.now(UTC):
        del request.session[CHOICE]
        return None
    proof = Proof(**{**said["proof"], "at": datetime.fromisoformat(said["proof"]["at"])})
    return said["accounts"], proof, said["after"]
