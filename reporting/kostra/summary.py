"""The summary tables of a file in which nothing blocks, as the official program counts them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from reporting.kostra.row import Row

IN_ALL: Final = "I alt"
# What falls into no band, in the official program's words.
NO_AGE: Final = "Ugyldig fnr"
NOT_GIVEN: Final = "Uoppgitt"


class Band(NamedTuple):
    """From `least` up to where the next band begins."""

    label: str
    least: int


DURATIONS: Final = (
    Band("1", 1),
    Band("2-3", 2),
    Band("4-6", 4),
    Band("7-9", 7),
    Band("10-11", 10),
    Band("12", 12),
)


@dataclass(frozen=True)
class SummaryPlan:
    """How a form is summed up: `sums` names the field behind each sum; what a recipient got is all of them together.

    `ages` in years, `amounts` in kroner, `durations` in months.
    """

    sums: Mapping[str, str]
    ages: tuple[Band, ...]
    amounts: tuple[Band, ...]
    durations: tuple[Band, ...] = DURATIONS
    ages_in_all: bool = False


SUMMARY_11F_2026: Final = SummaryPlan(
    sums={"bidrag": "BIDRAG", "lån": "LAAN"},
    ages=(
        Band("under 18", 0),
        Band("18-24", 18),
        Band("25-44", 25),
        Band("45-66", 45),
        Band("67+", 67),
    ),
    amounts=(
        Band("1-9 999", 1),
        Band("10 000-49 999", 10_000),
        Band("50 000-99 999", 50_000),
        Band("100 000-149 999", 100_000),
        Band("150 000+", 150_000),
    ),
)
SUMMARY_11CF_2026: Final = SummaryPlan(
    sums={IN_ALL: "KVP_STONAD"},
    ages=(
        Band("under 20", 0),
        Band("20-24", 20),
        Band("25-29", 25),
        Band("30-39", 30),
        Band("40-49", 40),
        Band("50-66", 50),
        Band("67+", 67),
    ),
    amounts=(
        Band("1-7 999", 1),
        Band("8 000-49 999", 8_000),
        Band("50 000-99 999", 50_000),
        Band("100 000-149 999", 100_000),
        Band("150 000+", 150_000),
    ),
    ages_in_all=True,
)
Table = dict[str, int]


class Summary:
    """Counts rows one by one; nothing of a row is kept."""

    def __init__(self, plan: SummaryPlan) -> None:
        self._plan = plan
        self._rows = 0
        self._sums: Counter[str] = Counter()
        self._ages: Counter[int] = Counter()
        self._months: Counter[int] = Counter()
        self._amounts: Counter[str] = Counter()

    def count(self, row: Row) -> None:
        self._rows += 1
        amount = 0
        for label, name in self._plan.sums.items():
            got = row.amount(name)
            self._sums[label] += got
            amount += got
        self._ages[row.age_or_minus_one] += 1
        self._months[row.given("months")] += 1
        self._amounts[_band(amount, self._plan.amounts, NOT_GIVEN)] += 1

    def tables(self) -> dict[str, Table]:
        """The tables by name: sum (kroner), and rows by age, duration (months) and amount. Empty bands are left out."""
        sums = {label: self._sums[label] for label in self._plan.sums}
        ages = _banded(self._ages, self._plan.ages, NO_AGE)
        return {
            "sum": {IN_ALL: sum(sums.values())} | sums,
            "age": {IN_ALL: self._rows} | ages if self._plan.ages_in_all else ages,
            "duration": _banded(self._months, self._plan.durations, NOT_GIVEN),
            "amount": _in_order(self._amounts, self._plan.amounts, NOT_GIVEN),
        }


def _band(value: int, bands: tuple[Band, ...], other: str) -> str:
    begun = [band.label for band in bands if band.least <= value]
    return begun[-1] if begun else other


def _banded(counts: Counter[int], bands: tuple[Band, ...], other: str) -> Table:
    found: Counter[str] = Counter()
    for value, count in counts.items():
        found[_band(value, bands, other)] += count
    return _in_order(found, bands, other)


def _in_order(found: Counter[str], bands: tuple[Band, ...], other: str) -> Table:
    return {label: found[label] for label in (*(band.label for band in bands), other) if found[label]}
