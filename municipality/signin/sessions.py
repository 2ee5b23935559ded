"""How long somebody is signed in, where else, and ending it: by the person, by time, by the provider.

Two ends: when nobody has done anything for a while (the cache server forgets), and a fixed time after signing in. The
database says which sessions are over (`sessions.sql`), so that one is refused even while the cache server is away.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from municipality.access.identity import seal_code
from municipality.access.verbs import call, rows, value
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.clock import database_now
from municipality.people.models import User
from municipality.runtime.sealing import keyed_index, open_as_text, seal_as_text
from municipality.runtime.sessions import SessionStore, place_of
from municipality.signin.browsers import browser_of
from municipality.signin.proof import Proof

# What a session holds beside what Django keeps there. Times are seconds since 1970.
ID: Final = "signed_in"
WAY: Final = "way"
PROVED: Final = "proved_at"
ENDS: Final = "ends_at"
SEEN: Final = "seen_at"
TOKEN: Final = "id_token"  # noqa: S105 - the name of it
LEVEL: Final = "level"
# A request that a page makes on its own, without anybody doing anything, says so.
ALONE: Final = "X-Page-Alone"


def longest(user: User) -> timedelta:
    """How long somebody is signed in at most, however much there is to do."""
    return timedelta(
        minutes=settings.FAMILY_SESSION_MINUTES if user.is_family else settings.STAFF_SESSION_MINUTES
    )


def session_begin(request: HttpRequest, user: User, proof: Proof) -> None:
    """Note the session of somebody who has just signed in: for the list of own sessions, and for those who end it.

    Inside `as_user`. The session's key is new already.
    """
    now = database_now()
    ends, pk = now + longest(user), uuid.uuid4()
    session = request.session
    if session.session_key is None:
        session.create()
    call(
        "session_begin",
        id=pk,
        key=place_of(str(session.session_key)),
        way=proof.way,
        browser=browser_of(request.headers.get("User-Agent", "")),
        session=_of_provider(proof.issuer, proof.session),
        subject=_of_provider(proof.issuer, proof.subject),
        ends=ends,
    )
    session[ID], session[WAY], session[LEVEL] = str(pk), proof.way, proof.level
    session[PROVED], session[ENDS] = proof.at.timestamp(), ends.timestamp()
    if proof.id_token:
        session[TOKEN] = seal_as_text(proof.id_token, table="session", pk=pk, column=TOKEN)


def _of_provider(issuer: str, name: str) -> str:
    return keyed_index(f"{issuer}\n{name}") if name else ""


def id_token_of(session: SessionBase) -> str:
    """What the provider said when this session began; "" when there was none."""
    if TOKEN not in session:
        return ""
    return open_as_text(session[TOKEN], table="session", pk=session[ID], column=TOKEN)


def is_over(session: SessionBase) -> bool:
    """Has somebody ended this session elsewhere, or is its time over? Not of one that never began by signing in."""
    if ID not in session:
        return False
    return bool(value("session_is_over", key=place_of(str(session.session_key))))


def seen(request: HttpRequest) -> None:
    """Somebody has done something: the time until the session ends by itself begins anew."""
    request.session[SEEN] = int(datetime.now(UTC).timestamp())


def is_page_alone(request: HttpRequest) -> bool:
    """Whether the page asks on its own: that keeps nobody signed in."""
    return ALONE in request.headers


class TimeLeft(NamedTuple):
    """Seconds until a session ends: because nothing is done, and whatever is done (None: with the browser)."""

    idle: int
    whole: int | None


def time_left(session: SessionBase) -> TimeLeft:
    now = datetime.now(UTC).timestamp()
    since = now - session.get(SEEN, now)
    whole = max(0, int(session[ENDS] - now)) if ENDS in session else None
    return TimeLeft(max(0, int(settings.SESSION_COOKIE_AGE - since)), whole)


@dataclass(frozen=True)
class OwnSession:
    """One place where somebody is signed in; `is_this` is where the page is read."""

    pk: uuid.UUID
    way: str
    browser: str
    started_at: datetime
    seen_at: datetime | None
    is_this: bool


class _Row(NamedTuple):
    id: uuid.UUID
    key: str
    way: str
    browser: str
    started_at: datetime


def own_sessions(request: HttpRequest) -> list[OwnSession]:
    """Where the current user is signed in, the newest first, without sessions that the cache server has forgotten."""
    found = rows(_Row, "my_sessions")
    alive = SessionStore().read([row.key for row in found])
    return [
        OwnSession(
            row.id,
            row.way,
            row.browser,
            row.started_at,
            _time(alive[row.key].get(SEEN)),
            str(row.id) == request.session.get(ID),
        )
        for row in found
        if row.key in alive
    ]


def _time(seconds: Any) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def session_over(session: SessionBase) -> None:
    """The current user signs out here: whoever has kept the cookie is refused."""
    call("session_end", id=uuid.UUID(session[ID]))


def session_end(pk: uuid.UUID) -> bool:
    """End one of the current user's own sessions, from the next request there. False when there is no such session."""
    place = call("session_end", id=pk)
    if place is None:
        return False
    SessionStore().forget([place])
    access_log.record(Act.SESSION_END)
    return True


def sessions_end(*, issuer: str, subject: str = "", session: str = "") -> int:
    """End what a provider says is over: its session, or without one all of the subject. Returns how many there were.

    The caller has checked who says so. The same again ends nothing more. Each is an event of whose it was.
    """
    of_session, of_subject = _of_provider(issuer, session), _of_provider(issuer, subject)
    code = seal_code(f"sessions:{of_session}:{of_subject}")
    ended = rows(
        _Key,
        "provider_sessions_end",
        session=of_session,
        subject=of_subject,
        request=access_log.request_id.get(),
        code=code,
    )
    _forget(row.key for row in ended)
    return len(ended)


class _Key(NamedTuple):
    key: str


def _forget(places: Iterable[str]) -> None:
    if found := list(places):
        SessionStore().forget(found)
