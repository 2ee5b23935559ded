"""What the privacy officer sees of everything that was opened without consent: never a child's name, nor a log's text.

Each room registers its source; this one puts the lines in order.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from municipality.ui.paging import Mark, mark_of

PER_PAGE: Final = 50


@dataclass(frozen=True)
class Controlled:
    """One opening in words. `what` is the sort of it, `number` the log's, `whose` whose information it is.

    `to` is who reads it, by person or unit; `until` when it ends or has ended; `family` whether they know. `shown` is
    for the access log: `thing:key`.
    """

    at: datetime
    key: uuid.UUID
    what: str
    number: str
    whose: str
    to: str
    provision: str
    until: str
    family: str
    shown: str


@dataclass(frozen=True)
class ControlPage:
    lines: list[Controlled]
    next_mark: str


# The lines that come after a mark (None: from the newest), newest first, by moment and then by key; at most so many.
Source = Callable[[Mark | None, int], list[Controlled]]

_sources: Final[dict[str, Source]] = {}


def register(room: str, source: Source) -> None:
    """Called from an app's `ready()`."""
    _sources[room] = source


def control_page(after: Mark | None) -> ControlPage:
    """For the privacy officer, to whom alone the sources answer anything."""
    found = [one for source in _sources.values() for one in source(after, PER_PAGE + 1)]
    found.sort(key=lambda one: (one.at, one.key), reverse=True)
    lines = found[:PER_PAGE]
    return ControlPage(lines, mark_of(lines[-1].at, lines[-1].key) if len(found) > PER_PAGE else "")
