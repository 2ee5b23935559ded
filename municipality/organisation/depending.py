"""What depends on a unit, counted by the rooms above: people, logs, undringer. Counts alone, never who."""

from collections.abc import Callable, Collection, Mapping
from typing import Final

# How many there are for each of the units (by key of the row), and that number in words.
Counted = Callable[[Collection[int]], Mapping[int, int]]
Words = Callable[[int], str]

_sources: Final[dict[str, tuple[Counted, Words]]] = {}


def register(name: str, counted: Counted, words: Words) -> None:
    """Called from an app's `ready()`."""
    _sources[name] = (counted, words)


def depending_on(units: Collection[int]) -> dict[int, list[str]]:
    """For each unit what depends on it, in words: «4 personer», «3 åpne stafettlogger»; empty where nothing does.

    The session must be allowed to count (run inside `as_system`).
    """
    found: dict[int, list[str]] = {unit: [] for unit in units}
    for counted, words in _sources.values() if units else ():
        for unit, number in counted(units).items():
            if number:
                found[unit].append(words(number))
    return found
