"""The place of each part of a chart, for a template that draws it as SVG. Rem follow the reader's text size."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ROW: Final = 3.75
LEAST_WIDTH: Final = 0.5  # per cent: so that a small bar beside a very large one can still be seen


@dataclass(frozen=True)
class Bar:
    """One bar with its words above it. `value` None: it cannot be shown, and its length says nothing."""

    label: str
    value: int | None
    top: str
    width: str


@dataclass(frozen=True)
class BarChart:
    bars: list[Bar]
    height: str


def bar_chart(rows: Sequence[tuple[str, int | None]]) -> BarChart:
    """Horizontal bars from label and value, one below the other; the longest takes the whole width."""
    largest = max((value for _label, value in rows if value), default=1)
    bars = [
        Bar(label, value, top=f"{place * ROW}rem", width=f"{_width(value, largest)}%")
        for place, (label, value) in enumerate(rows)
    ]
    return BarChart(bars, height=f"{len(rows) * ROW}rem")


def _width(value: int | None, largest: int) -> float:
    if value is None:
        return 100
    return max(round(100 * value / largest, 1), LEAST_WIDTH) if value else 0
