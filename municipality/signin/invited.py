"""Somebody who was invited signs in with a provider, and that identity belongs to the account from then on.

The link alone joins nothing: what it holds waits in the session, and the person says on a page of its own that this is
the account meant for her. So nobody is joined to an account by opening a link that somebody else has sent.
"""

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from django.http import HttpRequest

from municipality.access.identity import seal_code
from municipality.access.verbs import rows, value
from municipality.signin import between
from municipality.signin.proof import BodyIdentity, EmployeeIdentity, Proof
from municipality.signin.selectors import index_of

LINK: Final = "invited_by"
OFFER: Final = "invited_identity"
LASTS: Final = timedelta(minutes=30)


class Invited(NamedTuple):
    """For whom an invitation is."""

    user_id: int
    username: str


def invitation_open(hashed: str) -> Invited | None:
    """For whom this is, while it works. `hashed` is the hash of what the link holds."""
    found = rows(Invited, "invitation_open", token=hashed, code=seal_code(f"invitation:{hashed}"))
    return found[0] if found else None


def link_remember(request: HttpRequest, hashed: str) -> None:
    """The link was opened in this browser: whoever signs in next, within half an hour, is asked."""
    request.session[LINK] = {"token": hashed, "until": (datetime.now(UTC) + LASTS).timestamp()}


def link_of(request: HttpRequest) -> str:
    """What is remembered of a link that still works; "" for nothing. It is remembered no longer."""
    said = request.session.pop(LINK, None)
    if (
        said is None
        or said["until"] < datetime.now(UTC).timestamp()
        or invitation_open(said["token"]) is None
    ):
        return ""
    return str(said["token"])


class Offer(NamedTuple):
    """An invitation, and the identity that has come to take it, by its index."""

    token: str
    identity: str
    organisation: str
    proof: Proof


def offer_keep(
    request: HttpRequest, token: str, identity: EmployeeIdentity | BodyIdentity, proof: Proof
) -> None:
    """Wait for the person's yes, sealed in the session of the browser that has come from the provider."""
    between.keep(
        request,
        OFFER,
        lasts=LASTS,
        proof=proof,
        token=token,
        identity=index_of(identity),
        organisation=identity.organisation if isinstance(identity, BodyIdentity) else "",
    )


def offer_of(request: HttpRequest) -> Offer | None:
    """What waits; None for nothing, and for what is too old."""
    found = between.kept(request, OFFER)
    if found is None:
        return None
    said, proof = found
    return Offer(said["token"], said["identity"], said["organisation"], proof)


def invitation_join(request: HttpRequest, offer: Offer) -> int | None:
    """Take the invitation: the identity leads to its account from now on. The account's key.

    None for an invitation that was used or has ended, and for a body with which there is no agreement.
    """
    request.session.pop(OFFER, None)
    joined: int | None = value(
        "invitation_join",
        token=offer.token,
        index=offer.identity,
        organisation=offer.organisation,
        code=seal_code(f"invitation join:{offer.token}:{offer.identity}"),
    )
    return joined
