"""From an empty installation to the first log: what a municipality has to do first, and what of it is done.

Each room registers its step. A step is done by what there is, never by somebody ticking it off.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from municipality.organisation.municipality import Municipality

MOST_NAMED: Final = 10


@dataclass(frozen=True)
class Step:
    """`title` says what to do, `text` how it stands; `lacking` names what is missing, `url` is where it is done."""

    title: str
    text: str
    done: bool
    url: str = ""
    label: str = ""
    lacking: Sequence[str] = ()

    @property
    def named(self) -> Sequence[str]:
        """The first of what is missing; `and_more` counts the others."""
        return self.lacking[:MOST_NAMED]

    @property
    def and_more(self) -> int:
        return max(0, len(self.lacking) - MOST_NAMED)


_steps: Final[list[tuple[int, Callable[[Municipality], Step]]]] = []


def register(order: int, step: Callable[[Municipality], Step]) -> None:
    """Called from an app's `ready()`. The step is asked for as the administrator of the municipality."""
    _steps.append((order, step))
    _steps.sort(key=lambda one: one[0])


def steps_of(municipality: Municipality) -> list[Step]:
    """In the order in which they are best done."""
    return [step(municipality) for _order, step in _steps]
