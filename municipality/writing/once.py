"""The value that every form carries: used once, and with a mark of who opened the form.

The value says which form it is, so that a second sending is known. The mark says, sealed, for whom the server showed
it; with it what was typed can be kept for its author although the session has ended meanwhile.
"""

import base64
import binascii
import json
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from municipality.access.verbs import call, rows, value
from municipality.runtime.sealing import blind_index, open_sealed, seal

ONCE: Final = "once"
MARK: Final = "mark"
NO_CONTENT: Final = frozenset({ONCE, MARK, "csrfmiddlewaretoken"})
MARK_LASTS: Final = timedelta(days=30)


class Sent(NamedTuple):
    """What is known of a value that was used before."""

    content: str
    result: str


def once_of(typed: QueryDict) -> uuid.UUID | None:
    """The value that a form was sent with; None for a form without one, and for one that somebody made up."""
    try:
        return uuid.UUID(typed.get(ONCE, ""))
    except ValueError:
        return None


@dataclass(frozen=True)
class Opened:
    """A form of ours: to whom it was shown, on which page (a path), and its value."""

    user_id: int
    page: str
    once: uuid.UUID


def fresh() -> uuid.UUID:
    """A value for a form that is shown."""
    return uuid.uuid4()


def mark_of(form: Opened) -> str:
    """The mark that goes with a form that is shown now."""
    said = json.dumps([form.user_id, form.page, int(timezone.now().timestamp())])
    return base64.urlsafe_b64encode(seal(said, **_place(form.once))).decode()


def opened(typed: QueryDict) -> Opened | None:
    """The form that was sent, if it carries a mark of ours for its value that is not older than a draft may be."""
    once = once_of(typed)
    if once is None:
        return None
    try:
        sealed = base64.urlsafe_b64decode(typed.get(MARK, ""))
        user_id, page, shown_at = json.loads(open_sealed(sealed, **_place(once)))
    except (binascii.Error, InvalidTag, KeyError, ValueError):
        return None
    is_young = timezone.now().timestamp() - shown_at < MARK_LASTS.total_seconds()
    return Opened(user_id, page, once) if is_young else None


def fields_of(typed: QueryDict) -> list[tuple[str, str]]:
    """Names and values as a form sends them, without the token of the session."""
    return [(name, one) for name, values in typed.lists() for one in values if name != "csrfmiddlewaretoken"]


def content_of(request: HttpRequest) -> str:
    """The keyed digest of what was sent and where to. Nobody without the key can try a text against it."""
    fields = [(name, values) for name, values in request.POST.lists() if name not in NO_CONTENT]
    return blind_index(repr((request.path, sorted(fields))))


def sending_begin(*, once: uuid.UUID, content: str) -> Sent | None:
    """Use the value; None when this is its first use.

    A second sending that comes while the first is at work waits until the first has ended.
    """
    found = rows(Sent, "sending_begin", once=once, content=content)
    return found[0] if found else None


def sending_same(*, content: str) -> str:
    """Where just the same words led that were sent a moment ago from another form of the page; empty for none."""
    return str(value("sending_same", content=content) or "")


def sending_end(*, once: uuid.UUID, result: str) -> None:
    """What was sent is done and can be seen at `result`, an address of ours."""
    call("sending_end", once=once, result=result)


def sending_forget(*, once: uuid.UUID) -> None:
    """Nothing was done: the same form is sent again with something mended."""
    call("sending_forget", once=once)


def _place(once: uuid.UUID) -> dict[str, str]:
    return {"table": "form", "pk": str(once), "column": MARK}
