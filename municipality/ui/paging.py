"""Lists of any length at the cost of one page: pages that nobody counts, and counts that stop.

To count rows the database runs their policy on each, so that a page would cost as much as the whole list.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, NamedTuple, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

LAST: Final = 10_000  # a number beyond it is no page of ours
MOST: Final = 99  # the highest number that is said where more would say no more

Row = TypeVar("Row")
Told = TypeVar("Told")
Found = TypeVar("Found", bound=Model)


def enough(found: "QuerySet[Found, Any]") -> "QuerySet[Found, Any]":
    """The first of them, one more than the highest number that is shown. The limit is in the query."""
    return found[: MOST + 1]


def how_many(found: "QuerySet[Found, Any]") -> int:
    """Their number, for `number_text`. The keys are fetched: a count around a limit is two statements to Django."""
    return len(enough(found.order_by().values_list("pk")))


def number_text(number: int) -> str:
    """«7», and «99+» for whatever is more."""
    return str(number) if number <= MOST else f"{MOST}+"


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """One page, for `ui/pagination.html`; `start` is how many rows are on the pages before it."""

    rows: list[Row]
    number: int
    start: int
    has_next: bool

    def told(self, tell: Callable[[Row], Told]) -> "Slice[Told]":
        """The same page, with what is told of each row instead of the row."""
        return Slice([tell(row) for row in self.rows], self.number, self.start, has_next=self.has_next)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1

    @property
    def start_index(self) -> int:
        """The place in the whole list of the first row here."""
        return self.start + 1

    @property
    def end_index(self) -> int:
        return self.start + len(self.rows)


def slice_of(found: "QuerySet[Found, Any]", asked: str | None, per_page: int) -> Slice[Found]:
    """The page whose number somebody asked for, in one query; the first for what is no number of a page."""
    return slice_from(lambda start, end: list(found[start:end]), asked, per_page)


def slice_from(found: Callable[[int, int], list[Row]], asked: str | None, per_page: int) -> Slice[Row]:
    """The same of rows that are found by their places: from, and up to but not with."""
    number = page_number(asked)
    start = (number - 1) * per_page
    rows = found(start, start + per_page + 1)
    if not rows and number > 1:
        return slice_from(found, None, per_page)
    return Slice(rows[:per_page], number, start, has_next=len(rows) > per_page)


def page_number(asked: str | None) -> int:
    """What was asked for as a number, 1 for anything else."""
    if not asked or not asked.isascii() or not asked.isdigit() or len(asked) > len(str(LAST)):
        return 1
    return min(max(int(asked), 1), LAST)


class Mark(NamedTuple):
    """A place in a list that is read on from there, newest first: the last row of the page before."""

    at: datetime
    key: uuid.UUID


def mark_of(at: datetime, key: uuid.UUID) -> str:
    """The place of a row, for an address."""
    return f"{at.isoformat()}~{key}"


def place_of_mark(text: str) -> Mark:
    """The place that `mark_of` wrote. Raises ValueError for any other text."""
    at, _tilde, key = text.partition("~")
    moment = datetime.fromisoformat(at)
    if timezone.is_naive(moment):
        raise ValueError("a mark has a time zone")
    return Mark(moment, uuid.UUID(key))
