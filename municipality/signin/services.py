"""Signing in and out, whichever way somebody comes (ways.py)."""

import re

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

BACKEND = "municipality.people.backend.CaseBackend"


def safe_next(request: HttpRequest) -> str:
    """Where to go after signing in: `next` of the address when it is a page of ours, else the front page."""
    wanted = request.GET.get("next", "")
    # A word without a slash would be taken for the name of an address, two slashes begin with no host at all.
    ours = re.match("/(?!/)", wanted) and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def sign_in_as(request: HttpRequest, username: str) -> None:
    """Start a new session for the account with this name. Http404 when there is none or it is closed.

    Who it is has been made sure of by the way that was taken: nothing is asked here.
    """
    with transaction.atomic():
        user_id = value("account_for_sign_in", username=username, code=seal_code(f"sign in:{username}"))
    if user_id is None:
        raise Http404
    sign_out(request)
    with as_user(user_id):
        login(request, User.objects.get(pk=user_id), backend=BACKEND)
        access_log.record(Act.SIGN_IN)


def sign_out(request: HttpRequest) -> None:
    """End the session, with everything in it, and note that. Nothing happens when nobody is signed in."""
    if request.user.is_authenticated:
        access_log.record(Act.SIGN_OUT)
        logout(request)
