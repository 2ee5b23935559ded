"""An agenda as it is read: part by part, and within a part those together for whom the same people leave the room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from cases.meetings.curtain import InRoom
from municipality.ui.dates import clock
from municipality.ui.words import in_a_row
from teams.items.order import Part
from teams.meetings.agenda import AgendaItem
from teams.meetings.preparing import Row


@dataclass(frozen=True)
class Group:
    """Items one after the other for which the same people leave."""

    rows: list[Row]

    @property
    def leave(self) -> tuple[InRoom, ...]:
        """Those who may not hear these, whether they have come or not."""
        return self.rows[0].item.leave

    @property
    def must_leave(self) -> list[InRoom]:
        """Those of them who have come."""
        return self.rows[0].must_leave

    @property
    def reader_leaves(self) -> bool:
        return self.rows[0].item.reader_leaves


@dataclass(frozen=True)
class Section:
    """One part of the agenda."""

    part: Part
    groups: list[Group]


def sections_of(rows: list[Row]) -> list[Section]:
    """The rows as they come."""
    return [
        Section(part, [Group([*same]) for _leave, same in groupby(of_part, key=_leaving)])
        for part, of_part in groupby(rows, key=lambda row: row.item.part)
    ]


def _leaving(row: Row) -> tuple[bool, tuple[InRoom, ...]]:
    return row.item.reader_leaves, row.item.leave


def ends(rows: list[Row]) -> str:
    """When the last of them is over, if each takes as long as it is reckoned to: «kl. 11.30»."""
    return clock(rows[-1].at + timedelta(minutes=rows[-1].item.part.minutes)) if rows else ""


@dataclass(frozen=True)
class Leaves:
    """Somebody who leaves the room: for which numbers of this reader's agenda, and about when first."""

    who: str
    numbers: str
    first: str


def who_leaves(rows: list[Row]) -> list[Leaves]:
    """Everybody who leaves for some of them, whoever leaves first coming first."""
    first: dict[str, str] = {}
    for row in rows:
        for one in row.item.leave:
            first.setdefault(str(one), row.clock)
    numbers = numbers_left(row.item for row in rows)
    return [Leaves(who, numbers[who], clock) for who, clock in first.items()]


def numbers_left(agenda: Iterable[AgendaItem]) -> dict[str, str]:
    """By who leaves, whoever leaves first coming first: for which numbers, «2–4 og 7»."""
    found: dict[str, list[int]] = {}
    for item in agenda:
        for one in item.leave:
            found.setdefault(str(one), []).append(item.number)
    return {who: _numbers(numbers) for who, numbers in found.items()}


def _numbers(numbers: list[int]) -> str:
    """«2–4 og 7»: numbers that follow each other are one range."""
    runs = [
        [number for _place, number in run]
        for _key, run in groupby(enumerate(numbers), key=lambda one: one[1] - one[0])
    ]
    return in_a_row([f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs])
