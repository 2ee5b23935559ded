"""The ways to sign in. Each app that has one registers it; the sign-in page and the front page show what it brings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from municipality.people.models import User
from municipality.signin.proof import Proof


@dataclass(frozen=True)
class Way:
    """One way in: templates of its parts of the sign-in page and of the front page, and what both are given as `way`.

    A way that shows itself on the front page (`front` is not empty) needs no link from there to the sign-in page.
    `takes_invitations`: by it an account can be reached that somebody was invited to.
    """

    sign_in: str
    front: str
    context: dict[str, Any]
    takes_invitations: bool = False


@dataclass(frozen=True)
class Guard:
    """What a way can say of those who came by it.

    `is_enough(proof, user)`: whether what was shown is enough for this account; `again(proof, user, after)`: the
    address where somebody shows it anew, and more of it, and is led to `after` then.
    """

    is_enough: Callable[[Proof, User], bool]
    again: Callable[[Proof, User, str], str]


_ways: Final[dict[str, Callable[[HttpRequest], Way]]] = {}
_guards: Final[dict[str, Guard]] = {}
_names: Final[dict[str, str | Promise]] = {}
# From the id token (empty: none) to the page that leads out there too; None when there is none.
Out = Callable[[HttpRequest, str], HttpResponse | None]
_outs: Final[dict[str, Out]] = {}


def register(
    name: str,
    way: Callable[[HttpRequest], Way],
    *,
    called: str | Promise = "",
    guard: Guard | None = None,
    out: Out | None = None,
) -> None:
    """Called from an app's `ready()`. `name` is the `way` of the proofs that it hands to `arriving`.

    `called` is what people call it. A way without a guard asks nobody twice. `out` is for a way that remembers people
    itself, and would let in the next one at the same computer.
    """
    _ways[name] = way
    _names[name] = called
    if guard:
        _guards[name] = guard
    if out:
        _outs[name] = out


def ways_in(request: HttpRequest) -> list[Way]:
    """Every way, in the order of the apps, those that the front page shows first; none where nobody can sign in."""
    return sorted((way(request) for way in _ways.values()), key=lambda way: not way.front)


def names() -> list[str]:
    """What people call the ways that there are."""
    return [str(_names[one]) for one in _ways if _names.get(one)]


def name_of(name: str) -> str:
    """What people call the way with this name; "" when it has gone."""
    return str(_names.get(name, ""))


def guard_of(name: str) -> Guard | None:
    """Of the way with this name."""
    return _guards.get(name)


def way_out(name: str, request: HttpRequest, id_token: str) -> HttpResponse | None:
    """The page by which somebody who came by this way, and has left us, leaves there too; None when there is none."""
    out = _outs.get(name)
    return out(request, id_token) if out else None
