"""What each adult has said of the own affairs: who reads it, as far as the reader is told, and taking it back."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import transaction

from consent.own_answers import OwnHow
from consent.words import last_day_of
from municipality.access.verbs import call, rows
from municipality.notices.services import deliver_soon


class Given(NamedTuple):
    """An adult, and one unit that reads what is about the adult; without one, none that the reader is told of."""

    parent_id: uuid.UUID
    name: str
    mine: bool
    to_child: bool
    basis_id: uuid.UUID | None
    unit: str | None
    unit_id: int | None
    ends: datetime | None

    @property
    def last_day(self) -> date | None:
        return last_day_of(self.ends) if self.ends else None


@dataclass(frozen=True)
class OfAdult:
    """`mine`: the reader is this adult. `to_child`: the young person reads it too."""

    parent_id: uuid.UUID
    name: str
    mine: bool
    to_child: bool
    units: list[Given]

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


def own_affairs(case_id: uuid.UUID) -> list[OfAdult]:
    """To staff of the log each of its adults, to an adult what is the own; to the young person nothing."""
    return list(_adults(rows(Given, "own_affairs", case=case_id)))


def _adults(found: Iterable[Given]) -> Iterable[OfAdult]:
    for _key, given in groupby(found, attrgetter("parent_id")):
        one, *more = given
        units = [row for row in (one, *more) if row.basis_id]
        yield OfAdult(one.parent_id, one.name, one.mine, one.to_child, units)


@transaction.atomic
def own_affairs_withdraw(
    *,
    case_id: uuid.UUID,
    parent_id: uuid.UUID,
    how: OwnHow,
    basis_id: uuid.UUID | None = None,
    of_child: bool = False,
) -> None:
    """Take back what an adult said of the own affairs: for the unit of a basis, for the young person, or all of it.

    By the adult, or by the relay holder who was told (PermissionDenied otherwise). It counts with this statement.
    NothingThere when the unit does not read it.
    """
    call(
        "own_affairs_withdraw",
        case=case_id,
        parent=parent_id,
        basis=basis_id,
        of_child=of_child,
        how=how.value,
    )
    deliver_soon()
