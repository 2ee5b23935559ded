"""Disclosure control (statistical confidentiality): which counts may be published. Numbers only, no Django.

What a reader is taken to know: every published number, the layout, the definitions, the threshold, that counts are
whole and not negative, and this very file. A hidden number *holds* when the largest and the smallest value that it
can have under that knowledge are at least the threshold apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LEAST_THRESHOLD: Final = 3
NEIGHBOURS: Final = 2


@dataclass(frozen=True)
class Protected:
    """A row of counts and their total as they may be published.

    None: cannot be shown. Whether for its own sake or for another's is not said.
    """

    cells: tuple[int | None, ...]
    total: int | None


def protect(counts: Sequence[int], threshold: int) -> Protected:
    """Hide as little of a row of counts as lets every count from 1 to below `threshold` hold.

    A small count goes together with its neighbour, two by two from the beginning. Which one is hidden with it follows
    from the place alone: a choice by size would say which is the small one. Where a pair does not hold, every count
    goes but the zeros; where that does not hold, everything goes, zeros and total too.

    Raises ValueError for a threshold below 3 and for a negative count.
    """
    _check(threshold, *counts)
    pairs = [range(len(counts))[start : start + NEIGHBOURS] for start in range(0, len(counts), NEIGHBOURS)]
    total = sum(counts)
    hidden = [pair for pair in pairs if any(0 < counts[place] < threshold for place in pair)]
    if not all(_holds([counts[place] for place in pair], threshold) for pair in hidden):
        if not _holds(counts, threshold):
            return Protected((None,) * len(counts), None)
        hidden = pairs
    places = {place for pair in hidden for place in pair}
    cells = tuple(None if place in places and count else count for place, count in enumerate(counts))
    return Protected(cells, total)


def _holds(counts: Sequence[int], threshold: int) -> bool:
    # The sum follows from the total, so each of k hidden counts, none of them zero, lies between 1 and sum - (k - 1).
    # One that is hidden alone is a small one, and does not hold by this either.
    hidden = [count for count in counts if count]
    return sum(hidden) - len(hidden) >= threshold


def is_enough(persons: int, threshold: int) -> bool:
    """Whether a number that rests on so many persons (a median, a share) may be shown: it follows their count."""
    _check(threshold, persons)
    return persons >= threshold


def may_be_renewed(changed: int, threshold: int) -> bool:
    """Whether a figure may take the place of its former publication, when so many that it counts have changed since.

    The difference of two publications is a figure too: with one log opened in between it tells of one child.
    """
    return is_enough(changed, threshold)


def _check(threshold: int, *counts: int) -> None:
    if threshold < LEAST_THRESHOLD:
        raise ValueError(f"a threshold below {LEAST_THRESHOLD} protects nobody")
    if any(count < 0 for count in counts):
        raise ValueError("a count is not negative")
