"""Somebody who has signed in and has nothing here may ask services for insight: a few times, for a while (D12).

Nothing of who it was is kept: the session holds keys, each good for one request, and the database takes each once.
"""

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Final

from django.http import HttpRequest

from municipality.runtime.sealing import open_as_text, seal_as_text

KEYS: Final = "asks_services"
MOST: Final = 3  # requests of one sign-in
LASTS: Final = timedelta(hours=1)


def let_ask(request: HttpRequest) -> None:
    """From now on, in this session."""
    until = datetime.now(UTC) + LASTS
    _keep(request, [str(uuid.uuid4()) for _each in range(MOST)], until.isoformat())


def key_to_ask_with(request: HttpRequest) -> uuid.UUID | None:
    """None: nobody has signed in here, that was too long ago, or all of them are used."""
    keys, _until = _kept(request)
    return uuid.UUID(keys[0]) if keys else None


def asked_with(request: HttpRequest, key: uuid.UUID) -> None:
    """It is used."""
    keys, until = _kept(request)
    _keep(request, [one for one in keys if one != str(key)], until)


def has_been_let_ask(request: HttpRequest) -> bool:
    return KEYS in request.session


def _keep(request: HttpRequest, keys: list[str], until: str) -> None:
    request.session[KEYS] = seal_as_text(json.dumps({"keys": keys, "until": until}), **_place())


def _kept(request: HttpRequest) -> tuple[list[str], str]:
    sealed = request.session.get(KEYS)
    if sealed is None:
        return [], ""
    said = json.loads(open_as_text(sealed, **_place()))
    if datetime.fromisoformat(said["until"]) < datetime.now(UTC):
        return [], said["until"]
    return said["keys"], said["until"]


def _place() -> dict[str, str]:
    return {"table": "session", "pk": KEYS, "column": "keys"}
