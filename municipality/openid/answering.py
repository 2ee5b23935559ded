"""The answer that a browser brings from a provider: OpenID Connect Core 1.0, 3.1.2.5 and 3.1.2.6, and RFC 9207."""

import time
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone

from municipality.openid.asking import id_token_for
from municipality.openid.discovery import issuers_for_us, metadata_of
from municipality.openid.failures import Failed, Reason
from municipality.openid.flows import Flow, take
from municipality.openid.id_token import read_id_token
from municipality.openid.identities import identity_of
from municipality.openid.providers import Provider, Role
from municipality.people.ages import full_years
from municipality.signin.proof import Identity, Proof, ResidentIdentity

GROWN_UP: Final = 18
OF_ERROR: Final = {
    "access_denied": Reason.CANCELLED,
    "temporarily_unavailable": Reason.PROVIDER_DOWN,
    "server_error": Reason.PROVIDER_DOWN,
}


def read_answer(request: HttpRequest, provider: Provider, redirect_uri: str) -> tuple[Flow, Identity, Proof]:
    """Who has signed in, and the flow that this ends. Failed when anything is not as it must be.

    The flow is used up before anything else is looked at, so that nothing can be tried twice.
    """
    flow = take(request, provider, _one(request, "state"))
    try:
        return flow, *_read(request, provider, flow, redirect_uri)
    except Failed as failed:
        failed.after = flow.after
        raise


def _read(request: HttpRequest, provider: Provider, flow: Flow, redirect_uri: str) -> tuple[Identity, Proof]:
    metadata = metadata_of(provider)
    _refuse_another_issuer(request, provider, metadata)
    if "error" in request.GET:
        raise Failed(OF_ERROR.get(_one(request, "error"), Reason.ERROR_ANSWER))
    if not (code := _one(request, "code")):
        raise Failed(Reason.CODE_MISSING)
    token = id_token_for(provider, metadata, code=code, flow=flow, redirect_uri=redirect_uri)
    claims, proof = read_id_token(provider, metadata, token, flow, time.time())
    identity = identity_of(provider, claims)
    if isinstance(identity, ResidentIdentity) and not provider.is_high_enough(
        proof.level, _asked_of(provider, identity)
    ):
        raise Failed(Reason.LEVEL_TOO_LOW)
    return identity, proof


def _asked_of(provider: Provider, resident: ResidentIdentity) -> str:
    """The level for somebody of this age: a grown-up who took the young people's link needs their own all the same.

    Asked of everybody alike, before anybody looks whether there is something here for them: the number is all there is,
    and whose number says no day counts as a grown-up.
    """
    says = resident.number.says
    is_young = says is not None and full_years(says, timezone.localdate()) < GROWN_UP
    return provider.level_for(Role.YOUNG if is_young else Role.FAMILY)


def _one(request: HttpRequest, name: str) -> str:
    """A parameter that is there once (RFC 6749, 3.1); "" otherwise."""
    values = request.GET.getlist(name)
    return values[0] if len(values) == 1 else ""


def _refuse_another_issuer(request: HttpRequest, provider: Provider, metadata: dict[str, Any]) -> None:
    """RFC 9207, 2.4: a code of one provider is never shown to another, which could use it (mix-up)."""
    promised = metadata.get("authorization_response_iss_parameter_supported") is True
    if ("iss" in request.GET or promised) and _one(request, "iss") not in issuers_for_us(provider):
        raise Failed(Reason.ANSWER_ISSUER)
