"""Signing in and out. Only the demo signs anybody in so far, and there by one click, as made-up people."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login, logout
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from municipality.access.identity import as_user, seal_code
from municipality.access.verbs import value
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.people.models import User

BACKEND = "municipality.access.backend.CaseBackend"


@dataclass(frozen=True)
class Persona:
    """Somebody of the demo: `role` in a word or two, `about` in a sentence."""

    username: str
    name: str
    role: str
    about: str


@dataclass(frozen=True)
class DemoGuide:
    """What the demo's front page tells: personas by group, and the words that the guided list asks people to type."""

    groups: Mapping[str | Promise, list[Persona]]
    words: Mapping[str, str]


@dataclass(frozen=True)
class Door:
    """A log-in button: where it posts, and whom it lets in."""

    url: str
    persona: Persona


_guide: list[Callable[[], DemoGuide]] = []


def register_demo_guide(provider: Callable[[], DemoGuide]) -> None:
    """Tell the front page of the demo's people; called from the `ready()` of the app whose stories they are."""
    _guide[:] = [provider]


def demo_guide() -> DemoGuide | None:
    """The demo's people; None outside the demo."""
    return _guide[0]() if settings.DEMO and _guide else None


def safe_next(request: HttpRequest) -> str:
    """Where to go after signing in: `next` of the address when it is a page of ours, else the front page."""
    wanted = request.GET.get("next", "")
    # A word without a slash would be taken for the name of an address, two slashes begin with no host at all.
    ours = re.match("/(?!/)", wanted) and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def doors(request: HttpRequest, guide: DemoGuide) -> dict[str, Door]:
    """A log-in button for each persona, by username, that leads on to `next`."""
    after = f"?{urlencode({'next': request.GET['next']})}" if "next" in request.GET else ""
    return {
        persona.username: Door(reverse("demo_login", args=[persona.username]) + after, persona)
        for group in guide.groups.values()
        for persona in group
    }


def sign_in_as(request: HttpRequest, username: str) -> None:
    """Start a new session for the account with this name, without password. Http404 outside the demo or for nobody."""
    if not settings.DEMO:
        raise Http404
    with transaction.atomic():
        user_id = value("account_for_sign_in", username=username, code=seal_code(f"sign in:{username}"))
    if user_id is None:
        raise Http404
    sign_out(request)
    with as_user(user_id):
        login(request, User.objects.get(pk=user_id), backend=BACKEND)
        log.record(Act.SIGN_IN)


def sign_out(request: HttpRequest) -> None:
    """End the session, with everything in it, and note that. Nothing happens when nobody is signed in."""
    if request.user.is_authenticated:
        log.record(Act.SIGN_OUT)
        logout(request)
