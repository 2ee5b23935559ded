"""The figures that the current user may read: row security leaves those of their own municipality."""

from dataclasses import dataclass
from datetime import date

from reporting.figures.models import WHOLE, Indicator, PublishedFigure
from reporting.figures.services import LEVELS


@dataclass(frozen=True)
class Figures:
    """The latest publication of each figure, by indicator and cell; figures about persons can be older than `day`."""

    rows: dict[tuple[str, str], PublishedFigure]

    @property
    def day(self) -> date:
        return max(row.day for row in self.rows.values())

    def of(self, indicator: Indicator, cell: str = WHOLE) -> PublishedFigure:
        return self.rows[indicator, cell]

    @property
    def levels(self) -> list[int | None]:
        return [self.of(Indicator.OPEN_LOGS, level).value for level in LEVELS]

    @property
    def hidden_levels(self) -> list[int]:
        return [level for level, value in enumerate(self.levels) if value is None]

    @property
    def hidden_sum(self) -> int | None:
        """What the hidden levels are together, where that says more than the total."""
        total = self.of(Indicator.OPEN_LOGS).value
        shown = sum(value or 0 for value in self.levels)
        return total - shown if total is not None and shown and self.hidden_levels else None


def latest_figures() -> Figures | None:
    """None before the first publication."""
    latest = PublishedFigure.objects.order_by("indicator", "cell", "-day").distinct("indicator", "cell")
    rows = {(row.indicator, row.cell): row for row in latest}
    return Figures(rows) if rows else None
