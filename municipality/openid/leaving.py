"""Logging out at the provider as well: OpenID Connect RP-Initiated Logout 1.0.

Who only left us would be let in again by the next person at the same computer with one click.
"""

import secrets
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare

from municipality.openid.addresses import left_address
from municipality.openid.discovery import metadata_of
from municipality.openid.failures import Failed
from municipality.openid.names import NAMES
from municipality.openid.providers import Provider

KEPT: Final = "openid_leaving"  # in the new, empty session


def lead_out(provider: Provider, request: HttpRequest, id_token: str) -> HttpResponse | None:
    """The page that leads to the provider's own logout, for somebody whose session here has just ended.

    None when the provider has no such page or does not answer: here she is out all the same.
    A redirect would not do: the policy of the page with the button lets its form lead to no other site (form-action),
    and browsers hold that against what a form is answered with.
    """
    try:
        endpoint = metadata_of(provider).get("end_session_endpoint")
    except Failed:
        return None
    if not endpoint:
        return None
    state = request.session[KEPT] = secrets.token_urlsafe(32)
    fields = {"id_token_hint": id_token} if id_token else {"client_id": provider.client_id}
    fields |= {"post_logout_redirect_uri": left_address(provider), "state": state, "ui_locales": "nb"}
    address = f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(fields)}"
    return render(request, "openid/leaving.html", {"address": address, "name": NAMES[provider.kind]})


def has_left(request: HttpRequest, state: str) -> bool:
    """Whether this browser was led out with this state; once."""
    kept: str = request.session.pop(KEPT, "")
    return bool(kept) and constant_time_compare(kept, state)
