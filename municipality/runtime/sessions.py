"""Sessions in the cache server: how they are stored, and that an unreachable server is not an empty one."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.contrib.sessions.backends import cache
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from redis.exceptions import RedisError

from municipality.runtime.sealing import open_as_text, seal_as_text

KEY: Final = re.compile(r"[a-z0-9]{8,40}")
TURN: Final = "turn"


class StoreUnreachable(Exception):
    """The session can be neither read nor written now. That says nothing about who is signed in."""


@contextmanager
def reaching() -> Iterator[None]:
    """Raises StoreUnreachable for whatever the statements inside cannot reach."""
    try:
        yield
    except (RedisError, OSError) as error:
        raise StoreUnreachable from error


def place_of(session_key: str) -> str:
    """The hash under which the cache server keeps a session, and by which others may name it.

    What stands there, or in a table, is no cookie: it lets nobody in.
    """
    return hashlib.sha256(session_key.encode()).hexdigest()


def begin_turn(session: SessionBase) -> None:
    """From now on no request that has read the session before writes over it."""
    session[TURN] = session.get(TURN, 0) + 1


class _Sealed:
    """The cache as sessions use it. What stands there is encrypted and bound to its place: nobody who reads the cache
    server learns what somebody searched for, and nobody who writes there makes a session, or puts one in another's
    place. What does not open is not there.
    """

    def __init__(self, plain: BaseCache) -> None:
        self._plain = plain

    def get(self, key: str) -> dict[str, Any] | None:
        return self.get_many([key]).get(key)

    def get_many(self, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
        found = {key: _opened(key, held) for key, held in self._plain.get_many(keys).items()}
        return {key: held for key, held in found.items() if held is not None}

    def set(self, key: str, value: dict[str, Any], timeout: int) -> None:
        self._plain.set(key, _sealed(key, value), timeout)

    def add(self, key: str, value: dict[str, Any], timeout: int) -> bool:
        return self._plain.add(key, _sealed(key, value), timeout)

    def delete_many(self, keys: Iterable[str]) -> None:
        self._plain.delete_many(keys)

    def __contains__(self, key: str) -> bool:
        return key in self._plain


def _sealed(key: str, value: dict[str, Any]) -> str:
    return seal_as_text(json.dumps(value), table="session", pk=key, column="")


def _opened(key: str, held: object) -> dict[str, Any] | None:
    try:
        opened: dict[str, Any] = json.loads(open_as_text(str(held), table="session", pk=key, column=""))
    except (InvalidTag, KeyError, ValueError):
        return None
    return opened


class SessionStore(cache.SessionStore):
    """Django's, with four differences: a session is kept under the hash of its key, and encrypted; what cannot be
    reached raises StoreUnreachable, where Django's treats everybody as signed out; and what was read in an earlier turn
    is not written, since every request writes the whole session as it has read it."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._cache = _Sealed(caches[settings.SESSION_CACHE_ALIAS])

    @property
    def cache_key(self) -> str:
        return f"{self.cache_key_prefix}{place_of(self._get_or_create_session_key())}"  # type: ignore[attr-defined]

    def _validate_session_key(self, key: str | None) -> bool:
        """A key that we did not make is no session, and nothing to ask the store about."""
        return bool(key and KEY.fullmatch(key))

    def load(self) -> dict[str, Any]:
        with reaching():
            found: dict[str, Any] | None = self._cache.get(self.cache_key)
        if found is None:
            self._session_key = None
        return found or {}

    def save(self, must_create: bool = False) -> None:
        with reaching():
            if not must_create and self._is_of_an_earlier_turn():
                return
            super().save(must_create=must_create)

    def _is_of_an_earlier_turn(self) -> bool:
        if self.session_key is None:
            return False
        held: dict[str, Any] = self._cache.get(self.cache_key) or {}
        return bool(held.get(TURN, 0) > self.get(TURN, 0))

    def exists(self, session_key: str) -> bool:
        with reaching():
            return self._at(place_of(session_key)) in self._cache

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            self.forget([place_of(key)])

    def forget(self, places: Iterable[str]) -> None:
        """Delete the sessions that are kept there."""
        with reaching():
            self._cache.delete_many([self._at(place) for place in places])

    def read(self, places: Iterable[str]) -> dict[str, dict[str, Any]]:
        """What the sessions that are kept there hold, by place; nothing of one that is gone."""
        with reaching():
            found = self._cache.get_many([self._at(place) for place in places])
        return {key.removeprefix(self.cache_key_prefix): held for key, held in found.items()}

    def _at(self, place: str) -> str:
        return f"{self.cache_key_prefix}{place}"


class JsonSerializer:
    """Serializer of Django's RedisCache: not pickle, since a pickle written there could run code here."""

    def dumps(self, value: Any) -> bytes:
        return json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data)
