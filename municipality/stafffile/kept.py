"""The rows of a file between the page that shows what they do and the button that does it: encrypted, half an hour.

They are in the cache server alone, one file of each administrator, and are read again with every page.
"""

import base64
import json
import zlib
from typing import Any, Final, NamedTuple

from django.core.cache import cache

from municipality.runtime.sealing import open_bytes, seal_bytes
from municipality.runtime.sessions import reaching
from municipality.stafffile.columns import Line, Table

KEPT_FOR: Final = 30 * 60  # seconds


class Kept(NamedTuple):
    """A file that was read, and whether it has everybody."""

    table: Table
    is_all: bool


def keep(user_id: int, kept: Kept) -> None:
    """Keep it for this account, instead of what it had."""
    said = json.dumps([kept.table.fields, kept.table.unknown, kept.table.lines, kept.is_all]).encode()
    sealed = seal_bytes(zlib.compress(said), **_place(user_id))
    with reaching():
        cache.set(_key(user_id), base64.b64encode(sealed).decode(), KEPT_FOR)


def kept_of(user_id: int) -> Kept | None:
    """What this account has chosen in the last half hour."""
    with reaching():
        sealed = cache.get(_key(user_id))
    if sealed is None:
        return None
    fields, unknown, lines, is_all = json.loads(
        zlib.decompress(open_bytes(base64.b64decode(sealed), **_place(user_id)))
    )
    return Kept(Table(fields, unknown, [Line(*line) for line in lines]), is_all)


def forget(user_id: int) -> None:
    with reaching():
        cache.delete(_key(user_id))


def _key(user_id: int) -> str:
    return f"stafffile:{user_id}"


def _place(user_id: int) -> dict[str, Any]:
    return {"table": "stafffile", "pk": user_id, "column": "rows"}
