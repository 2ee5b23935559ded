"""From somebody who has shown who they are to an account that is signed in."""

from django.http import HttpRequest, HttpResponse

from municipality.signin.proof import Identity, Proof


def arrive(request: HttpRequest, identity: Identity, proof: Proof, *, after: str) -> HttpResponse:
    """The answer to somebody whom a provider vouches for: signed in and led to `after`, a path of ours.

    With several accounts a page asks which; with none a page says that nothing is here, the same for everybody.
    """
    raise NotImplementedError


def arrive_as(request: HttpRequest, user_id: int, proof: Proof, *, after: str) -> HttpResponse:
    """The same for a local account, which has shown all it must: signed in and led on."""
    raise NotImplementedError
