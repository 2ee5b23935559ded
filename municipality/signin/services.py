"""Signing in and out, whichever way somebody comes (ways.py)."""

import re
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.contrib.auth import login, logout
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from municipality.access.identity import as_user, seal_code
from municipality.access.verbs import value
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.models import User
from municipality.signin.proof import Proof
from municipality.signin.sessions import ID, seen, session_begin, session_over

BACKEND: Final = "municipality.people.backend.CaseBackend"


def safe_next(request: HttpRequest) -> str:
    """Where to go after signing in: `next` of the address when it is a page of ours, else the front page."""
    return ours_or_front(request, request.GET.get("next", ""))


def ours_or_front(request: HttpRequest, wanted: str) -> str:
    """The address when it is a page of ours, else the front page's."""
    # A word without a slash would be taken for the name of an address, two slashes begin with no host at all.
    ours = re.match("/(?!/)", wanted) and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def account_named(username: str) -> int | None:
    """The key of the open account with this name; None when there is none."""
    with transaction.atomic():
        code = seal_code(f"sign in:{username}")
        found: int | None = value("account_for_sign_in", username=username, code=code)
    return found


def sign_in_as(request: HttpRequest, username: str) -> None:
    """Start a new session for the account with this name, at one's word. Http404 when there is none or it is closed."""
    user_id = account_named(username)
    if user_id is None:
        raise Http404
    sign_in(request, user_id, Proof(way="demo", at=datetime.now(UTC)))


def sign_in(request: HttpRequest, user_id: int, proof: Proof) -> User:
    """Start a new session, with a new key, for this account. Http404 when it is closed.

    Who it is has been made sure of by the way that was taken: nothing is asked here.
    """
    sign_out(request)
    with as_user(user_id):
        user = User.objects.filter(pk=user_id).first()
        if user is None:
            raise Http404
        login(request, user, backend=BACKEND)
        session_begin(request, user, proof)
        seen(request)
        access_log.record(Act.SIGN_IN)
    return user


def sign_out(request: HttpRequest) -> None:
    """End the session, with everything in it, and note that. Nothing happens when nobody is signed in."""
    if request.user.is_authenticated:
        if ID in request.session:
            session_over(request.session)
        access_log.record(Act.SIGN_OUT)
        logout(request)
