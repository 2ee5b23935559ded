"""A sign-in that has been begun and not yet answered: bound to this browser's session, and used once."""

import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from municipality.openid.discovery import cache_key
from municipality.openid.failures import Failed, Reason
from municipality.openid.providers import Provider, Role

KEPT: Final = "openid_flows"  # in the session
AT_ONCE: Final = 5  # tabs; a sixth takes the place of the oldest
LONGEST: Final = 20 * 60  # seconds at the provider: finding a code device takes its time


@dataclass(frozen=True)
class Flow:
    """What was asked of which provider, and the secrets that tie its answer to the question.

    `acr` is the lowest level that will do, `max_age` how many seconds ago the person may have shown who they are (None:
    any), `after` the page of ours that follows.
    """

    provider: str
    state: str
    nonce: str
    verifier: str
    acr: str
    max_age: int | None
    after: str
    begun: float


def begin(request: HttpRequest, provider: Provider, role: Role, *, fresh: bool, after: str) -> Flow:
    """A new flow in this browser's session. `fresh`: the person must show it now, whatever the provider remembers."""
    flow = Flow(
        provider=provider.key,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(64),
        acr=provider.level_for(role),
        max_age=0 if fresh else provider.max_age.get(role),
        after=after,
        begun=time.time(),
    )
    request.session[KEPT] = [*_kept(request), asdict(flow)][-AT_ONCE:]
    return flow


def take(request: HttpRequest, provider: Provider, state: str) -> Flow:
    """The flow that this state is of, once. Failed(STATE_UNKNOWN) when this browser has none with this provider."""
    found, others = None, []
    for kept in _kept(request):
        ours = kept["provider"] == provider.key and constant_time_compare(kept["state"], state)
        if ours:
            found = Flow(**kept)
        else:
            others.append(kept)
    if found is None:
        raise Failed(Reason.STATE_UNKNOWN)
    request.session[KEPT] = others
    # Two requests at once have each read the session before the other wrote it; only one of them adds this.
    if not cache.add(cache_key("state", provider, state), 1, LONGEST):
        raise Failed(Reason.STATE_UNKNOWN)
    return found


def _kept(request: HttpRequest) -> list[dict[str, Any]]:
    """Those that are not too old."""
    kept: list[dict[str, Any]] = request.session.get(KEPT, [])
    return [one for one in kept if 0 <= time.time() - one["begun"] <= LONGEST]
