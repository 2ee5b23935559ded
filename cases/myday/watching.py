"""What the privacy officer's first page says of each room: what waits there today, and the way to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Watched:
    """One line: `words` are the link to `url`. `tag` says how urgent it is, in the looks of `tone`."""

    order: int
    words: str
    url: str
    tag: str = ""
    tone: str = ""


# For the privacy officer, to whom alone the rooms answer anything. A fixed number of queries.
Source = Callable[[], Iterable[Watched]]

_sources: Final[dict[str, Source]] = {}


def register(room: str, source: Source) -> None:
    """Called from an app's `ready()`."""
    _sources[room] = source


def watched() -> list[Watched]:
    """What all rooms say, in their order."""
    found = [one for source in _sources.values() for one in source()]
    return sorted(found, key=lambda one: one.order)
