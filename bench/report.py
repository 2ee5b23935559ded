"""Medians, 95th percentiles and ratios, as tables for a terminal and for docs/performance.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Times:
    """Milliseconds of the same request, asked again and again."""

    measured: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.measured)

    @property
    def late(self) -> float:
        """The 95th percentile."""
        return (
            quantiles(self.measured, n=20, method="inclusive")[-1] if len(self.measured) > 1 else self.median
        )

    def __str__(self) -> str:
        return f"{number(self.median)} / {number(self.late)}"


def number(value: float) -> str:
    """Two figures that count are enough, and more would claim too much."""
    return f"{value:.0f}" if value >= 20 else f"{value:.1f}"


def ratio(one: Times, other: Times) -> str:
    return number(one.median / other.median)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """In Markdown, columns in line: the first to the left, numbers to the right."""
    lines = [list(headings), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]

    def cells(line: Sequence[str]) -> str:
        first, *rest = (
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        return f"| {' | '.join((first, *rest))} |"

    rule = "|".join("-" * (width + 1) + (":" if column else "-") for column, width in enumerate(widths))
    return "\n".join([cells(lines[0]), f"|{rule}|", *(cells(line) for line in lines[1:])])
