"""What comes after signing out here: a way in may have a page of its own to leave by."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from municipality.signin.proof import Proof

_ways_out: Final[list[Callable[[HttpRequest, Proof], HttpResponse | None]]] = []


def register(lead_out: Callable[[HttpRequest, Proof], HttpResponse | None]) -> None:
    """Called from an app's `ready()`. None is the answer for a way in that is not its own."""
    _ways_out.append(lead_out)


def way_out(request: HttpRequest, proof: Proof) -> HttpResponse | None:
    """The page to show after the session has ended, for somebody who came as `proof` says; None: the usual one."""
    return next((answer for lead_out in _ways_out if (answer := lead_out(request, proof))), None)
