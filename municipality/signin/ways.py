"""The ways to sign in. Each app that has one registers it; the sign-in page and the front page show what it brings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest


@dataclass(frozen=True)
class Way:
    """One way in: templates of its parts of the sign-in page and of the front page, and what both are given as `way`.

    A way that shows itself on the front page (`front` is not empty) needs no link from there to the sign-in page.
    """

    sign_in: str
    front: str
    context: dict[str, Any]


_ways: Final[dict[str, Callable[[HttpRequest], Way]]] = {}


def register(name: str, way: Callable[[HttpRequest], Way]) -> None:
    """Called from an app's `ready()`. The way lets people in with `municipality.signin.services.sign_in_as`."""
    _ways[name] = way


def ways_in(request: HttpRequest) -> list[Way]:
    """Every way, in the order of the apps; none where nobody can sign in."""
    return [way(request) for way in _ways.values()]
