"""From somebody who has shown who they are to an account that is signed in.

What is shown leads to accounts (`identities.sql`). One is signed in; of several one is chosen, never two at once; with
none there is one page, the same for everybody, and nothing of who it was is kept (D12).
"""

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from municipality.access.identity import as_user
from municipality.people.models import AccountType, User
from municipality.signin import between
from municipality.signin.asking import let_ask
from municipality.signin.invited import link_of, offer_keep
from municipality.signin.lately import shown_lately
from municipality.signin.leading import lead_on
from municipality.signin.proof import Identity, Proof, ResidentIdentity
from municipality.signin.refused import note_nothing_here
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
        return nothing_here(request, identity)
    if len(accounts) == 1:
        return arrive_as(request, accounts[0], proof, after=after)
    between.keep(request, CHOICE, lasts=CHOICE_FOR, proof=proof, accounts=accounts, after=after)
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
    return shown_lately(proof)


def nothing_here(request: HttpRequest, identity: Identity | None = None) -> HttpResponse:
    """The page of everybody who has nothing here. Says how to ask for insight, and not whether there is something."""
    note_nothing_here(identity)
    request.session.flush()
    let_ask(request)
    return render(request, "signin/nothing_here.html")


def remembered(request: HttpRequest) -> tuple[list[int], Proof, str] | None:
    """Accounts to choose from, what was shown, and where to go then; None when there is nothing to choose any more."""
    found = between.kept(request, CHOICE)
    if found is None:
        return None
    said, proof = found
    return said["accounts"], proof, said["after"]
