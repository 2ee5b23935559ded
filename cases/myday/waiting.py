"""What waits for a person, from any room: each room registers its source, "Min dag" sorts."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Protocol, TypeVar

from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.paging import MOST, number_text
from municipality.ui.words import Child, alike

SOON: Final = 7  # days
SHOWN: Final = 10  # lines of one group in one part of the page


@dataclass(frozen=True)
class Group:
    """Lines that ask for the same thing, and the page that lists all of them, by the name of its address and in words.

    Those that no other page lists have no `page`; all that were fetched are shown.
    """

    name: str
    page: str = ""
    words: str | Promise = ""


@dataclass(frozen=True)
class Waiting:
    """One thing to do: `text` is the link's words. `due` is the last day; without one it waits from now on.

    `about` is shown beside the link (a child's name, a number). `child` is whom text or `about` name, if they do.
    `shown` is for the access log: what the line is about.
    """

    text: str
    url: str
    group: Group = Group("")
    due: date | None = None
    about: str = ""
    child: Child | None = None
    shown: tuple[Model, ...] = ()

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today


# Uses a fixed number of queries, however much there is, and fetches `enough` of each group, what is due first.
# For staff and for the family alike.
Source = Callable[[User, Workplace], list[Waiting]]

_sources: Final[dict[str, Source]] = {}


def register(name: str, source: Source) -> None:
    """Called from an app's `ready()`."""
    _sources[name] = source


class _Line(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def child(self) -> Child | None: ...


Named = TypeVar("Named", bound=_Line)


def named_apart(lines: list[Named]) -> list[Named]:
    """The same lines; two children of one name and age, met here together, are named with the day they were born."""
    same = alike(line.child for line in lines if line.child)
    return [_named(line, line.child.whom, same[line.child]) if line.child in same else line for line in lines]


def _named(line: Named, short: str, long: str) -> Named:
    changed: Any = line
    found: Named = replace(
        changed, text=line.text.replace(short, long), about=line.about.replace(short, long)
    )
    return found


def waiting_for(user: User, place: Workplace) -> list[Waiting]:
    """Everything that waits: what is late first, then by day, then what has no day."""
    found = named_apart([one for source in _sources.values() for one in source(user, place)])
    return sorted(found, key=lambda one: (one.due is None, one.due or date.max, one.text))


@dataclass(frozen=True)
class Rest:
    """How many lines of a group have no room in a part; with `and_more` there are others that were not fetched."""

    group: Group
    count: int
    and_more: bool

    @property
    def number(self) -> str:
        return f"{self.count - 1}+" if self.and_more else str(self.count)


@dataclass(frozen=True)
class Part:
    """One part of the page. No group takes the room of another: each has its first lines, and a link to the rest."""

    lines: list[Waiting]
    rest: list[Rest]

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def number(self) -> str:
        return number_text(len(self.lines) + sum(one.count for one in self.rest))


def part_of(waiting: Iterable[Waiting]) -> Part:
    """These lines in their order, as far as there is room."""
    lines, met = [], Counter[Group]()
    for one in waiting:
        met[one.group] += 1
        if met[one.group] <= SHOWN or not one.group.page:
            lines.append(one)
    rest = [
        Rest(group, count - SHOWN, and_more=count > MOST)
        for group, count in met.items()
        if group.page and count > SHOWN
    ]
    return Part(lines, rest)


@dataclass(frozen=True)
class Sorted:
    """The same, in the parts that the page has: late; today or without a day; within a week; later."""

    late: Part
    now: Part
    week: Part
    later: Part

    @property
    def is_calm(self) -> bool:
        """Nothing has to be done this week."""
        return not (self.late or self.now or self.week)

    @property
    def lines(self) -> list[Waiting]:
        """Every line that is shown."""
        return [line for part in (self.late, self.now, self.week, self.later) for line in part.lines]


def sort_out(waiting: Iterable[Waiting]) -> Sorted:
    """What belongs in which part of the page, today."""
    today = timezone.localdate()
    parts: dict[str, list[Waiting]] = {"late": [], "now": [], "week": [], "later": []}
    for one in waiting:
        parts[_part_name((one.due - today).days if one.due else 0)].append(one)
    return Sorted(**{name: part_of(lines) for name, lines in parts.items()})


def _part_name(days_left: int) -> str:
    if days_left < 0:
        return "late"
    if days_left == 0:
        return "now"
    return "week" if days_left <= SOON else "later"


class _Showing(Protocol):
    @property
    def shown(self) -> tuple[Model, ...]: ...


def record_shown(lines: Iterable[_Showing], beside: Iterable[Model]) -> None:
    """Note in the access log who the page shows: in its lines, and in the rows `beside` them."""
    shown = [row for one in lines for row in one.shown] + list(beside)
    if shown:
        access_log.record_list(Act.DAY_READ, shown)
