"""To a provider and back, and what it says when somebody has left."""

import logging
import time
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.openid.addresses import answer_address, provider_or_404
from municipality.openid.answering import read_answer
from municipality.openid.asking import address_at
from municipality.openid.buttons import button
from municipality.openid.discovery import issuers_for_us
from municipality.openid.failures import Failed, Reason, words_for
from municipality.openid.flows import begin as begin_flow
from municipality.openid.leaving import has_left
from municipality.openid.logout_token import read_logout_token
from municipality.openid.names import NAMES
from municipality.openid.providers import ROLES_OF, Kind, Provider, Role
from municipality.runtime.sessions import reaching
from municipality.signin.arriving import arrive
from municipality.signin.handed_over import was_guessed
from municipality.signin.refused import note_refused
from municipality.signin.services import safe_next
from municipality.signin.sessions import sessions_end
from municipality.signin.ways import ways_in

logger = logging.getLogger(__name__)

LONGEST_SID: Final = 255


@require_GET
@reaching()
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Send the browser to the provider. `rolle` says for whom, `fersk` that what was shown before will not do."""
    provider = provider_or_404(key)
    role = request.GET.get("rolle", "")
    flow = begin_flow(
        request,
        provider,
        Role(role) if role in ROLES_OF[provider.kind] else provider.first_role,
        fresh="fersk" in request.GET or was_guessed(request),
        after=safe_next(request),
    )
    try:
        return redirect(address_at(provider, flow, answer_address(provider)))
    except Failed as failed:
        return _failed(request, provider, failed.reason, after=flow.after)


@require_GET
@reaching()
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """The browser comes back. Somebody who is signed in has pressed Back to here, and goes on to the front page."""
    provider = provider_or_404(key)
    try:
        flow, identity, proof = read_answer(request, provider, answer_address(provider))
    except Failed as failed:
        if failed.reason is Reason.STATE_UNKNOWN and request.user.is_authenticated:
            return redirect(settings.LOGIN_REDIRECT_URL)
        return _failed(request, provider, failed.reason, after=failed.after)
    return arrive(request, identity, proof, after=flow.after)


@csrf_exempt  # a provider's server has none of our pages; the token says who it is
@require_http_methods(["GET", "POST"])
@reaching()
def logged_out(request: HttpRequest, key: str) -> HttpResponse:
    """A provider says that somebody has left there: a POST from its server, or a GET in a frame of its page.

    Nothing is told to the one who asks but whether the token was one.
    """
    provider = provider_or_404(key)
    if request.method == "GET":
        return _logged_out_in_front(request, provider)
    try:
        gone = read_logout_token(provider, request.POST.get("logout_token", ""), time.time())
    except Failed as failed:
        logger.warning("A logout of %s is not taken: %s.", provider.key, failed.reason.value)
        return HttpResponse(status=400)
    sessions_end(issuer=gone.issuer, subject=gone.subject, session=gone.session)
    return HttpResponse(status=200)


def _logged_out_in_front(request: HttpRequest, provider: Provider) -> HttpResponse:
    """OpenID Connect Front-Channel Logout 1.0, 2 and 3: `iss` and `sid` name a session. Entra ID leaves out `iss`.

    In a frame of another site the browser sends no cookie of ours, so what ends is every session that came from this
    one of the provider's. Who does not know the `sid`, which only the person and the provider do, ends nothing.
    """
    session, issuers = request.GET.get("sid", ""), issuers_for_us(provider)
    if "iss" in request.GET or provider.kind is not Kind.ENTRA:
        issuers &= {request.GET.get("iss", "")}
    if not issuers or not 0 < len(session) <= LONGEST_SID or "\0" in session:
        return HttpResponse(status=400)
    for issuer in issuers:
        sessions_end(issuer=issuer, session=session)
    return HttpResponse(status=200)


@require_GET
@reaching()
def left(request: HttpRequest, key: str) -> HttpResponse:
    """Back from logging out at the provider too. The message comes only where that was begun in this browser."""
    provider = provider_or_404(key)
    if has_left(request, request.GET.get("state", "")):
        messages.success(request, _("Du er logget ut, også av %(name)s.") % {"name": NAMES[provider.kind]})
    return redirect(settings.LOGIN_REDIRECT_URL)


def _failed(request: HttpRequest, provider: Provider, reason: Reason, *, after: str) -> HttpResponse:
    """The page for a sign-in that failed, from which it can be begun anew.

    Page, event and log line have the reference in common, and no person.
    """
    reference = access_log.reference()
    note_refused(Act.SIGN_IN_FAILED, tenants=provider.tenants)
    logger.warning("A sign-in with %s failed: %s. Reference %s", provider.key, reason.value, reference)
    words = words_for(reason)
    name = {"name": NAMES[provider.kind]}
    return render(
        request,
        "openid/failed.html",
        {
            "title": str(words.title) % name,
            "happened": str(words.happened) % name,
            "do": str(words.do) % name,
            "reference": reference,
            "again": button(provider, after or settings.LOGIN_REDIRECT_URL),
            "others": [way for way in ways_in(request) if way.context.get("key") != provider.key],
        },
        status=words.status,
    )
