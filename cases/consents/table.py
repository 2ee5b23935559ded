"""Who reads what now: kinds of information down, units across, and in each cell until when and what is left out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.consents.history import numbered
from consent.models import ConsentState
from consent.selectors import Given, SharedWith
from consent.words import areas_in_words, birthday_after, last_day_of
from municipality.organisation.choices import Area, KindOfInformation
from municipality.ui.dates import day_text, exact_day
from municipality.ui.words import in_a_row

OF_BARNEVERN: Final = KindOfInformation.CHILD_WELFARE.value


@dataclass(frozen=True)
class Part:
    """What can be read until the same day: `what` is empty when it is all, `why` says who answers afterwards."""

    last_day: str
    what: str
    why: str

    @property
    def words(self) -> str:
        if not self.what:
            return _("Leser til og med %(day)s") % {"day": self.last_day}
        return _("Leser %(what)s til og med %(day)s") % {"what": self.what, "day": self.last_day}


@dataclass(frozen=True)
class Cell:
    """What one unit reads of one kind. Without parts it reads nothing; `without`: from which sources it does not."""

    kind: str
    label: str
    parts: list[Part]
    without: str

    @property
    def reads(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True)
class Because:
    """A consent on which a unit reads: who said yes and when. `place` is its number in the history below."""

    place: int
    yes_of: str
    given_on: str


@dataclass(frozen=True)
class Column:
    """One unit, as far as its name is told; `code` stands for it in an address. `mine`: its consent I can withdraw.

    `since`: the first day on which it read by what still holds.
    """

    share: SharedWith
    cells: list[Cell]
    because: list[Because]
    since: str
    mine: bool

    @property
    def unit(self) -> str:
        return self.share.unit

    @property
    def code(self) -> str:
        return self.share.code

    @property
    def reads(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.reads]

    @property
    def reads_not(self) -> str:
        return in_a_row(cell.label for cell in self.cells if not cell.reads)


@dataclass(frozen=True)
class Reader:
    """For whom the table is made: whether it is the young person, may know of barnevern, and for whom it can end it.

    `units` are the keys of the reader's own units; `all_units`: the reader can withdraw for every unit.
    """

    is_subject: bool
    may_know: bool
    all_units: bool = False
    units: Sequence[int] = ()


@dataclass(frozen=True)
class Table:
    """The consents in force. Without units nobody reads. `on_paper`: every day has its year, since paper is kept."""

    case: Case
    reader: Reader
    shares: list[SharedWith]
    given: list[Given] = field(default_factory=list)
    on_paper: bool = False

    @cached_property
    def kinds(self) -> list[tuple[str, str]]:
        """Those to show: barnevern only to who may know of it, whether somebody reads about it or not."""
        shown = [kind for kind in KindOfInformation if self.reader.may_know or kind != OF_BARNEVERN]
        return [(kind.value, str(kind.label)) for kind in shown]

    @cached_property
    def _areas(self) -> set[str]:
        return areas_told(self.shares if self.reader.may_know else [])

    @cached_property
    def columns(self) -> list[Column]:
        of_unit: dict[str, list[SharedWith]] = defaultdict(list)
        for share in self.shares:
            of_unit[share.code].append(share)
        return [self._column(shares) for shares in of_unit.values()]

    @property
    def without(self) -> str:
        """From which sources no unit reads, where that is the same in every cell: then it is said once."""
        found = {cell.without for column in self.columns for cell in column.reads}
        return found.pop() if len(found) == 1 else ""

    @property
    def rows(self) -> list[tuple[str, str, list[tuple[Column, Cell]], bool]]:
        """For each kind its label, the cells, and whether the reader can withdraw it for all who read it."""
        return [
            (
                kind,
                label,
                [(column, column.cells[place]) for column in self.columns],
                self.reader.all_units and any(column.cells[place].reads for column in self.columns),
            )
            for place, (kind, label) in enumerate(self.kinds)
        ]

    def _column(self, shares: list[SharedWith]) -> Column:
        return Column(
            share=shares[0],
            cells=[self._cell(kind, label, shares) for kind, label in self.kinds],
            because=list(self._because(shares)),
            since=self._day(timezone.localdate(min(share.starts for share in shares))),
            mine=self.reader.all_units or shares[0].unit_id in self.reader.units,
        )

    def _cell(self, kind: str, label: str, shares: list[SharedWith]) -> Cell:
        ends = last_moments(shares, kind, self._areas)
        of_day: dict[date, set[str]] = defaultdict(set)
        closes_on = shares[0].closes_on or date.max
        for area, moment in ends.items():
            of_day[min(last_day_of(moment), closes_on)].add(area)
        whole = len(of_day) == 1
        parts = [
            Part(self._day(day), "" if whole else areas_in_words(areas), self.why(day))
            for day, areas in sorted(of_day.items())
        ]
        missing = self._areas - set(ends) if ends else set()
        return Cell(kind, label, parts, areas_in_words(missing) if missing else "")

    def why(self, last_day: date) -> str:
        """Who answers from the day after, if it is a birthday."""
        years = birthday_after(last_day, self.case.subject_birth_date)
        if not years:
            return ""
        said = {"name": self.case.first_name, "years": years}
        if self.reader.is_subject:
            return _("Dagen etter fyller du %(years)s år, og svarer selv.") % said
        return _("Dagen etter fyller %(name)s %(years)s år, og svarer selv.") % said

    def _because(self, shares: list[SharedWith]) -> Iterable[Because]:
        """What a newer consent has replaced is not the reason any more."""
        alive = {share.consent_id for share in shares}
        found = [(place, one) for place, one in numbered(self.given) if one.consent_id in alive]
        newest = [(place, one) for place, one in found if one.state != ConsentState.REPLACED]
        for place, one in newest or found:
            given_on = self._day(one.given_on) if one.given_on else ""
            you_first = sorted(one.yes_of, key=lambda name: name != _("Du"))
            yield Because(place, in_a_row(you_first), given_on)

    def _day(self, day: date) -> str:
        return exact_day(day) if self.on_paper else day_text(day, timezone.localdate())


def areas_told(shares: Iterable[SharedWith]) -> set[str]:
    """What matters to a reader: what barnevern knows only where it is told that somebody reads about it."""
    of_barnevern = any(OF_BARNEVERN in share.kinds for share in shares)
    return {area.value for area in Area if area != Area.CHILD_WELFARE or of_barnevern}


def last_moments(shares: Iterable[SharedWith], kind: str, areas: Iterable[str]) -> dict[str, datetime]:
    """For each area from which these read the kind: until when, by the consent that lasts longest."""
    ends: dict[str, datetime] = {}
    for share in shares:
        if kind in share.kinds:
            for area in set(share.areas) & set(areas):
                ends[area] = max(share.ends, ends.get(area, share.ends))
    return ends
