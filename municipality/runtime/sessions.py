"""Sessions in the cache server: how they are stored, and that an unreachable server is not an empty one."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.contrib.sessions.backends import cache
from redis.exceptions import RedisError

KEY: Final = re.compile(r"[a-z0-9]{8,40}")


class StoreUnreachable(Exception):
    """The session can be neither read nor written now. That says nothing about who is signed in."""


@contextmanager
def reaching() -> Iterator[None]:
    """Raises StoreUnreachable for whatever the statements inside cannot reach."""
    try:
        yield
    except (RedisError, OSError) as error:
        raise StoreUnreachable from error


class SessionStore(cache.SessionStore):
    """Django's, except that it raises StoreUnreachable where Django's treats everybody as signed out."""

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
            super().save(must_create=must_create)

    def exists(self, session_key: str) -> bool:
        with reaching():
            return super().exists(session_key)

    def delete(self, session_key: str | None = None) -> None:
        with reaching():
            super().delete(session_key)


class JsonSerializer:
    """Serializer of Django's RedisCache: not pickle, since a pickle written there could run code here."""

    def dumps(self, value: Any) -> bytes:
        return json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data)
