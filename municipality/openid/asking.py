"""The question that a browser is sent to a provider with, and the request that turns its answer into a token.

OpenID Connect Core 1.0, 3.1.2 and 3.1.3; PKCE (RFC 7636); pushed requests (RFC 9126); what is asked for
in detail (RFC 9396).
"""

import base64
import hashlib
import json
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.core.cache import cache

from municipality.openid import http
from municipality.openid.assertion import client_fields
from municipality.openid.discovery import cache_key, metadata_of
from municipality.openid.failures import Failed, Reason
from municipality.openid.flows import Flow
from municipality.openid.providers import Provider

CREATED: Final = 201
DOWN_FOR: Final = 10  # seconds


def address_at(provider: Provider, flow: Flow, redirect_uri: str) -> str:
    """Where to send the browser. Where the provider takes it, the question goes from server to server (PAR) before.

    One that was down is not asked again at once: each who waits for it takes a thread from the other ways.
    """
    name = cache_key("down", provider)
    if cache.get(name):
        raise Failed(Reason.PROVIDER_DOWN)
    try:
        return _address_at(provider, flow, redirect_uri)
    except Failed as failed:
        if failed.reason is Reason.PROVIDER_DOWN:
            cache.set(name, 1, DOWN_FOR)
        raise


def _address_at(provider: Provider, flow: Flow, redirect_uri: str) -> str:
    metadata = metadata_of(provider)
    question = _question(provider, flow, redirect_uri)
    if "pushed_authorization_request_endpoint" in metadata:
        question = _pushed(provider, metadata, question)
    endpoint = metadata["authorization_endpoint"]
    return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(question)}"


def _question(provider: Provider, flow: Flow, redirect_uri: str) -> dict[str, str]:
    digest = hashlib.sha256(flow.verifier.encode()).digest()
    question = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(provider.scopes),
        "state": flow.state,
        "nonce": flow.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
        "ui_locales": "nb",
    }
    if flow.acr:
        question["acr_values"] = flow.acr
    if flow.max_age is not None:
        question["max_age"] = str(flow.max_age)
    if flow.max_age == 0:
        question["prompt"] = "login"
    if provider.authorization_details:
        question["authorization_details"] = json.dumps(provider.authorization_details)
    return question


def _pushed(provider: Provider, metadata: dict[str, Any], question: dict[str, str]) -> dict[str, str]:
    """RFC 9126, 2.2 and 4: what is left for the browser to carry."""
    status, answer = http.post(
        metadata["pushed_authorization_request_endpoint"], question | client_fields(provider, metadata)
    )
    if status != CREATED or not isinstance(answer.get("request_uri"), str):
        raise Failed(Reason.REQUEST_REFUSED)
    return {"client_id": provider.client_id, "request_uri": answer["request_uri"]}


def id_token_for(
    provider: Provider, metadata: dict[str, Any], *, code: str, flow: Flow, redirect_uri: str
) -> str:
    """The ID token for this code. The other tokens of the answer are not kept: nothing is asked with them."""
    question = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": flow.verifier,
    }
    status, answer = http.post(metadata["token_endpoint"], question | client_fields(provider, metadata))
    if status in (401, 403) or answer.get("error") == "invalid_client":
        raise Failed(Reason.REQUEST_REFUSED)
    if status != 200:
        raise Failed(Reason.CODE_REFUSED)
    if not isinstance(answer.get("id_token"), str):
        raise Failed(Reason.JWT_MISSING)
    return str(answer["id_token"])
