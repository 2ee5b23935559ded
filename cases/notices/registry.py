"""Where notices of the rooms above lead: each room registers its own; the pages know none of them."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Model

from municipality.notices.models import Notice


@dataclass(frozen=True)
class Target:
    """What one notice is about, as far as the current user may see it.

    `url` is its page. `words` are added to what the notice's case says; `rows` were shown for them.
    """

    url: str
    words: str = ""
    rows: tuple[Model, ...] = ()


# Answers for its own notices, by key; uses a fixed number of queries.
Source = Callable[[Sequence[Notice]], dict[uuid.UUID, Target]]

_sources: Final[dict[str, Source]] = {}


def register(name: str, source: Source) -> None:
    """Called from an app's `ready()`."""
    _sources[name] = source


def targets_of(notices: Iterable[Notice]) -> dict[uuid.UUID, Target]:
    """What the registered rooms know of these notices."""
    asked = list(notices)
    found: dict[uuid.UUID, Target] = {}
    for source in _sources.values():
        found |= source(asked)
    return found
