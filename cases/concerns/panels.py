"""Parts of an undring's page that rooms above bring: where the conversation with the family stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from cases.concerns.models import Concern


@dataclass(frozen=True)
class Shown:
    """A part of the page: its template with its context. `is_news`: it stands above what to do next."""

    template: str
    context: dict[str, Any]
    is_news: bool


# What a room shows of an undring to its reader; `mine`: who has it.
Panels = Callable[[Concern, bool], Iterable[Shown]]

_rooms: Final[dict[str, Panels]] = {}


def register(room: str, panels: Panels) -> None:
    """Called from an app's `ready()`."""
    _rooms[room] = panels


def brought(concern: Concern, mine: bool) -> list[Shown]:
    """What all rooms bring to this page."""
    return [shown for panels in _rooms.values() for shown in panels(concern, mine)]
