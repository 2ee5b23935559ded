"""What loading the file does: the difference between what it says and what there is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from municipality.runtime.sealing import keyed_index
from municipality.stafffile.judging import Account, Judged, Known, Person, Place
from municipality.stafffile.selectors import Held

MANY: Final = 3  # more than one of so many accounts or places ended at once is asked about


class Changed(NamedTuple):
    """An account that becomes what the file says. `opens`: it was closed; `joins`: Entra ID leads to it from now on."""

    account: Account
    name: str
    email: str
    phone: str
    opens: bool
    joins: bool

    @property
    def is_change(self) -> bool:
        before = self.account
        said = (self.name, self.email, self.phone) != (before.name, before.email, before.phone)
        return self.opens or self.joins or said


class Given(NamedTuple):
    place: Place
    profession: str
    ends_at: datetime | None


class Altered(NamedTuple):
    held: Held
    profession: str
    ends_at: datetime | None


@dataclass
class Plan:
    """Nothing of it while there are mistakes.

    `lost` are the places that end with the accounts that are closed. `kept` are accounts that are not in the file and
    stay open, for a place in a service that the municipality does not own alone.
    """

    judged: Judged
    known: Known
    make: list[Person] = field(default_factory=list)
    change: list[Changed] = field(default_factory=list)
    close: list[Account] = field(default_factory=list)
    kept: list[Account] = field(default_factory=list)
    give: list[Given] = field(default_factory=list)
    alter: list[Altered] = field(default_factory=list)
    stop: list[Held] = field(default_factory=list)
    lost: list[Held] = field(default_factory=list)
    join: Mapping[str, str] = field(default_factory=dict)  # user name to index
    accounts: int = 0  # open ones, before
    places: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.make or self.change or self.close or self.give or self.alter or self.stop)

    @property
    def ends_many(self) -> bool:
        ended = len(self.stop) + len(self.lost)
        return len(self.close) * MANY > self.accounts or ended * MANY > self.places

    @property
    def as_json(self) -> str:
        """What the database is told to do."""
        return json.dumps(self._told())

    @property
    def digest(self) -> str:
        """By which it is known that what is done is what was shown."""
        return keyed_index(self.as_json)

    def _told(self) -> dict[str, Any]:
        return {
            "make": [{"username": one.username, **_said(one)} for one in self.make],
            "change": [{"user": one.account.pk, **_said(one), "opens": one.opens} for one in self.change],
            "close": [one.pk for one in self.close],
            "give": [
                {**one.place._asdict(), "profession": one.profession, "ends": _moment(one.ends_at)}
                for one in self.give
            ],
            "alter": [
                {"membership": one.held.pk, "profession": one.profession, "ends": _moment(one.ends_at)}
                for one in self.alter
            ],
            "stop": [one.pk for one in self.stop],
            "join": [{"username": name, "index": index} for name, index in self.join.items()],
        }


def _said(one: Person | Changed) -> dict[str, str]:
    return {"name": one.name, "email": one.email, "phone": one.phone}


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
