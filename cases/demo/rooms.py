"""What the rooms above add to the demo, when the families are in place: each registers its own part."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cases.demo.loading import Loader

Part = Callable[["Loader"], None]

_parts: Final[dict[str, Part]] = {}


def register(name: str, part: Part) -> None:
    """Called from an app's `ready()`."""
    _parts[name] = part


def lay_rooms(loader: "Loader") -> None:
    """Every registered part, in the order of the apps."""
    for part in _parts.values():
        part(loader)
