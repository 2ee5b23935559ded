"""What loading a file did, and writing what differs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass
class Count:
    """What happened to one sort of part: how many are new or changed, and the names of those out of use."""

    label: str
    in_use: int
    new: int = 0
    changed: int = 0
    out_of_use: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Renamed:
    """A unit that has got another name and keeps everything else."""

    before: str
    name: str


@dataclass(frozen=True)
class Leaving:
    """A unit that closes with a day, or is no longer in the file, and what depends on it: counts in words.

    `unsaid`: something depends on it, and the file does not mention it. Then nothing is loaded, unless confirmed.
    """

    name: str
    key: str
    last_day: date | None
    successor: str
    depends: list[str]
    unsaid: bool

    @property
    def words(self) -> str:
        """«Fjordtun skole stenger 31. juli 2027, Baksalen skole tar over: 4 personer, 2 åpne stafettlogger.»"""
        if self.last_day is None:
            said = _("%(name)s er ikke i filen")
        elif self.successor:
            said = _("%(name)s stenger %(day)s, %(successor)s tar over")
        else:
            said = _("%(name)s stenger %(day)s")
        told = {
            "name": self.name,
            "day": date_format(self.last_day, "j.n.Y") if self.last_day else "",
            "successor": self.successor,
        }
        return said % told + (": " + ", ".join(self.depends) if self.depends else "") + "."


@dataclass
class Summary:
    """What loading a file did, sort by sort."""

    municipality: str
    counts: list[Count]
    missing: list[str]
    renamed: list[Renamed]
    leaving: list[Leaving]

    @property
    def unsaid(self) -> list[Leaving]:
        return [unit for unit in self.leaving if unit.unsaid]


class UnitsUnsaidError(Exception):
    """Units that something depends on are gone from the file without a word. Nothing has been loaded."""

    def __init__(self, summary: Summary) -> None:
        self.summary = summary
        super().__init__(", ".join(unit.key for unit in summary.unsaid))


def change(row: models.Model, values: Mapping[str, Any]) -> bool:
    """Write the values that differ; whether any did."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)
