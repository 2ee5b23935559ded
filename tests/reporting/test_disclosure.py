"""The attacker, played out: every table that could stand behind what is published is tried, one by one.

Two attackers. One knows the layout, the definitions, the threshold and that a hidden count beside a shown total is not
zero. The other has read the program as well, and keeps only tables that it would have published just so. For both, what
is hidden must have a largest and a smallest possible value that lie at least the threshold apart.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import product

import pytest

from reporting.disclosure import Protected, is_enough, may_be_renewed, protect

LEVELS = 4
UP_TO = 8
Counts = tuple[int, ...]


def every_table(cells: int, up_to: int) -> Iterator[Counts]:
    return product(range(up_to + 1), repeat=cells)


def tables_with_total(cells: int, total: int) -> Iterator[Counts]:
    """Every row of counts with this total."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables_with_total(cells - 1, total - first):
            yield first, *rest


def fits(table: Counts, published: Protected) -> bool:
    """Whether the table could be behind it, for one who does not know the program but that zeros are shown."""
    return all(
        count > 0 if cell is None else count == cell
        for count, cell in zip(table, published.cells, strict=True)
    )


def width(values: Iterable[int]) -> int:
    known = set(values)
    return max(known) - min(known)


def hidden_places(published: Protected) -> list[int]:
    return [place for place, cell in enumerate(published.cells) if cell is None]


def weak_places(published: Protected, possible: list[Counts], threshold: int) -> list[str]:
    """What does not hold, given the tables that an attacker is left with."""
    weak = [
        f"cell {place}"
        for place in hidden_places(published)
        if width(table[place] for table in possible) < threshold
    ]
    if published.total is None and width(map(sum, possible)) < threshold:
        weak.append("total")
    return weak


@pytest.mark.parametrize("threshold", [3, 4, 5])
def test_no_hidden_count_can_be_computed_from_what_is_published(threshold: int) -> None:
    by_total: dict[int, list[Counts]] = {}
    broken = {}
    for published in {protect(table, threshold) for table in every_table(LEVELS, UP_TO)}:
        total = published.total
        if total is None or not hidden_places(published):
            continue  # without a total nothing binds the counts to each other
        tables = by_total.setdefault(total, list(tables_with_total(LEVELS, total)))
        possible = [table for table in tables if fits(table, published)]
        if weak := weak_places(published, possible, threshold):
            broken[published] = weak
    assert broken == {}


@pytest.mark.parametrize(
    ("threshold", "cells", "logs"), [(3, 4, 24), (4, 4, 24), (5, 4, 26), (5, 2, 40), (3, 3, 30), (5, 3, 40), (3, 5, 16)]
)  # fmt: skip
def test_not_even_by_somebody_who_has_read_the_program(threshold: int, cells: int, logs: int) -> None:
    behind: dict[Protected, list[Counts]] = defaultdict(list)
    for total in range(logs + 1):  # complete: what hides the total hides no more than a few logs
        for table in tables_with_total(cells, total):
            behind[protect(table, threshold)].append(table)
    broken = {
        published: weak
        for published, possible in behind.items()
        if (weak := weak_places(published, possible, threshold))
    }
    assert broken == {}
    assert max(sum(table) for table in behind[Protected((None,) * cells, None)]) < logs - threshold


@pytest.mark.parametrize("threshold", [3, 5])
def test_every_small_count_is_hidden_and_nothing_is_hidden_when_none_is_small(threshold: int) -> None:
    for table in every_table(LEVELS, UP_TO):
        published = protect(table, threshold)
        small = {place for place, count in enumerate(table) if 0 < count < threshold}
        assert small <= set(hidden_places(published)), table
        if not small:
            assert published == Protected(table, sum(table)), table


@pytest.mark.parametrize("threshold", [3, 5])
def test_what_is_shown_is_true(threshold: int) -> None:
    for table in every_table(LEVELS, UP_TO):
        published = protect(table, threshold)
        assert published.total in (None, sum(table))
        assert all(cell in (None, count) for cell, count in zip(published.cells, table, strict=True))


@pytest.mark.parametrize("threshold", [3, 5])
def test_a_pair_without_a_small_count_is_hidden_only_where_the_other_pair_would_not_hold(
    threshold: int,
) -> None:
    needless = []
    for table in every_table(LEVELS, UP_TO):
        published = protect(table, threshold)
        for mine, other in (((0, 1), (2, 3)), ((2, 3), (0, 1))):
            if any(0 < table[place] < threshold for place in mine) or published.cells[mine[0]] is not None:
                continue
            shown = Protected(
                tuple(table[place] if place in mine or not table[place] else None for place in range(LEVELS)),
                sum(table),
            )
            hidden = [table[place] for place in other if table[place]]
            possible = [rest for rest in tables_with_total(len(hidden), sum(hidden)) if min(rest) > 0]
            if hidden_places(shown) and all(
                width(column) >= threshold for column in zip(*possible, strict=True)
            ):
                needless.append(table)
    assert needless == []


def test_zero_is_shown_unless_everything_is_hidden() -> None:
    assert protect((0, 0, 0, 0), 5) == Protected((0, 0, 0, 0), 0)
    assert protect((0, 30, 0, 2), 5) == Protected((0, None, 0, None), 32)
    assert protect((0, 0, 2, 0), 5) == Protected((None, None, None, None), None)


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        ((12, 34, 18, 5), (12, 34, 18, 5), 69),
        ((12, 34, 18, 4), (12, 34, None, None), 68),
        ((3, 34, 18, 20), (None, None, 18, 20), 75),
        ((2, 1, 18, 12), (None, None, None, None), 33),
        ((2, 30, 18, 4), (None, None, None, None), 54),
        ((3, 4, 18, 12), (None, None, 18, 12), 37),
        ((2, 1, 3, 2), (None, None, None, None), None),
    ],
)
def test_the_rule_in_examples(counts: Counts, cells: tuple[int | None, ...], total: int | None) -> None:
    assert protect(counts, 5) == Protected(cells, total)


def test_large_counts_are_protected_as_quickly_as_small_ones() -> None:
    assert protect((10**9, 4, 10**9, 10**9), 5) == Protected((None, None, 10**9, 10**9), 3 * 10**9 + 4)


def test_a_median_follows_the_number_of_persons_behind_it() -> None:
    assert [is_enough(persons, 5) for persons in (0, 1, 4, 5, 6)] == [False, False, False, True, True]


def test_a_figure_is_renewed_when_enough_have_changed() -> None:
    assert [may_be_renewed(changed, 3) for changed in (0, 2, 3, 4)] == [False, False, True, True]


@pytest.mark.parametrize("threshold", [2, 1, 0, -1])
@pytest.mark.parametrize(
    "ask", [lambda n: protect((5, 6), n), lambda n: is_enough(9, n), lambda n: may_be_renewed(9, n)]
)
def test_a_threshold_under_three_is_refused(ask: Callable[[int], object], threshold: int) -> None:
    with pytest.raises(ValueError, match="threshold"):
        ask(threshold)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        protect((5, -1), 5)
