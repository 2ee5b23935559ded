"""Sessions in the cache server: how they are stored, and that an unreachable server is not an empty one."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.contrib.sessions.backends import cache
from django.contrib.sessions.backends.base import SessionBase
from redis.exceptions import RedisError

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


class SessionStore(cache.SessionStore):
    """Django's, with three differences: a session is kept under the hash of its key; what cannot be reached raises
    StoreUnreachable, where Django's treats everybody as signed out; and what was read in an earlier turn is not
    written, since every request writes the whole session as it has read it."""

    @property
    def cache_key(self) -> str:
        return f"{self.cache_key_prefix}{place_of(self._get_or_create_session_key())}"  # type: ignore[attr-defined]

    def _validate_session_key(self, key: str | None) -> bool:
        """A key that we did not make is no session, and nothing to ask the store about."""
        return bool(key and KEY.fullmatch(key))

    def load(self) -> dict[str, Any]:
        with reaching():
            found: dict[str, Any] | None = self._cache.get(self.cache_key)  # type: ignore[attr-defined]
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
        held: dict[str, Any] = self._cache.get(self.cache_key) or {}  # type: ignore[attr-defined]
        return bool(held.get(TURN, 0) > self.get(TURN, 0))

    def exists(self, session_key: str) -> bool:
        with reaching():
            return self._at(place_of(session_key)) in self._cache  # type: ignore[attr-defined]

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            self.forget([place_of(key)])

    def forget(self, places: Iterable[str]) -> None:
        """Delete the sessions that are kept there."""
        with reaching():
            self._cache.delete_many([self._at(place) for place in places])  # type: ignore[attr-defined]

    def read(self, places: Iterable[str]) -> dict[str, dict[str, Any]]:
        """What the sessions that are kept there hold, by place; nothing of one that is gone."""
        with reaching():
            found = self._cache.get_many([self._at(place) for place in places])  # type: ignore[attr-defined]
        return {key.removeprefix(self.cache_key_prefix): held for key, held in found.items()}

    def _at(self, place: str) -> str:
        return f"{self.cache_key_prefix}{place}"


class JsonSerializer:
    """Serializer of Django's RedisCache: not pickle, since a pickle written there could run code here."""

    def dumps(self, value: Any) -> bytes:
        return json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data)
