"""Finding repeated entries in a long file: sixteen bytes a line while it is read, then only what repeats."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

KEPT = 4  # lines of each key: its own and as many as are named


class Occurrences(NamedTuple):
    """How many lines have a key, and the first of them."""

    times: int
    lines: tuple[int, ...]


class RepeatedKeys:
    """Add the key of every row in turn, then `settle`; then `others` answers."""

    def __init__(self) -> None:
        self._keys = array("Q")
        self._lines = array("Q")
        self._repeated: dict[int, Occurrences] = {}

    def add(self, key: int, line: int) -> None:
        self._keys.append(key)
        self._lines.append(line)

    def settle(self) -> None:
        """Keep the keys that repeat, and forget the others."""
        repeated = _repeated(self._keys)
        for key, line in zip(self._keys, self._lines, strict=True):
            if key in repeated:
                times, lines = self._repeated.get(key, (0, ()))
                self._repeated[key] = Occurrences(times + 1, (*lines, line)[:KEPT])
        self._keys, self._lines = array("Q"), array("Q")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is repeated."""
        return not self._repeated

    def others(self, key: int, line: int) -> tuple[Sequence[int], int] | None:
        """The first of the other lines with this key, and how many there are; None when there is no other."""
        found = self._repeated.get(key)
        if found is None:
            return None
        return [other for other in found.lines if other != line][: KEPT - 1], found.times - 1


def _repeated(keys: Iterable[int]) -> set[int]:
    return {one for one, next_one in pairwise(sorted(keys)) if one == next_one}
