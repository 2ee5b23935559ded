"""When something in a log is due next, and when it was last changed: for lists of logs.

Each room says it of what it keeps. What a reader may not see moves neither day: every source asks as the reader.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

Keys = Sequence[uuid.UUID]
# By log, the earliest day on which something is due, and the latest moment of a change; each in one query.
NextDays = Callable[[Keys], Mapping[uuid.UUID, date]]
LastChanges = Callable[[Keys], Mapping[uuid.UUID, datetime]]


@dataclass(frozen=True)
class Milestones:
    """What one room says of a log."""

    next_days: NextDays | None = None
    last_changes: LastChanges | None = None


_rooms: Final[dict[str, Milestones]] = {}


def register(room: str, milestones: Milestones) -> None:
    """Called from an app's `ready()`."""
    _rooms[room] = milestones


def next_days(cases: Keys) -> dict[uuid.UUID, date]:
    """The logs in which something is due, with the first day of all rooms."""
    return _best(min, cases, (room.next_days for room in _rooms.values()))


def last_changes(cases: Keys) -> dict[uuid.UUID, datetime]:
    """The logs in which something was written, with the last moment of all rooms."""
    return _best(max, cases, (room.last_changes for room in _rooms.values()))


def _best(choose: Callable[..., Any], cases: Keys, sources: Iterable[Callable[[Keys], Any] | None]) -> Any:
    found: dict[uuid.UUID, Any] = {}
    for source in sources if cases else ():
        for case_id, when in source(cases).items() if source else ():
            found[case_id] = choose(found.get(case_id, when), when)
    return found
