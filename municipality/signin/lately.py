"""What opens much asks who one is once more, where that is some time ago."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

from municipality.people.request import SignedInRequest
from municipality.signin.leading import lead_on
from municipality.signin.proof import Proof
from municipality.signin.sessions import LEVEL, PROVED, WAY
from municipality.signin.ways import guard_of
from municipality.ui.errors import texts_sent


def shown_lately(proof: Proof) -> bool:
    """Whether it is so short ago that it will do for what opens much."""
    return datetime.now(UTC) - proof.at <= timedelta(minutes=settings.FRESH_MINUTES)


def sign_in_first(request: SignedInRequest) -> HttpResponse | None:
    """Leads to where the current user shows anew who they are, and back to this page; None when that is not long ago.

    For the gate of a page. A way in that asks nobody twice (the demo's) leads nowhere.
    """
    session = request.session
    guard = guard_of(session.get(WAY, ""))
    if guard is None:
        return None
    proof = Proof(
        way=session[WAY], at=datetime.fromtimestamp(session[PROVED], UTC), level=session.get(LEVEL, "")
    )
    if shown_lately(proof):
        return None
    address = guard.again(proof, request.user, request.get_full_path())
    # With texts the page that shows them stands between (municipality/writing/answers.py).
    return redirect(address) if texts_sent(request) else lead_on(request, address)
