"""What somebody has for a unit, and who can take it over."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from cases.concerns.models import Concern
from municipality.access.verbs import rows, value
from municipality.clock import last_day
from municipality.organisation.models import Unit
from municipality.people.models import Membership, User
from municipality.people.namesakes import apart_in
from municipality.people.selectors import Person, people_of
from municipality.people.workplace import LASTS
from municipality.writing.models import Draft
from teams.members.models import Seat


class Log(NamedTuple):
    """A log in which somebody takes part, or whose baton they hold. `whom`: the child; to a leader initials at most.

    `others`: colleagues of the unit work with it too.
    """

    case_id: uuid.UUID
    number: str
    whom: str
    holds: bool
    measures: int
    coordinates: bool
    others: bool

    @property
    def waits(self) -> bool:
        """Whether somebody has to take it over: else a colleague goes on with it as before."""
        return self.holds or bool(self.measures) or self.coordinates or not self.others


@dataclass(frozen=True)
class Portfolio:
    """Everything that `user` has for `unit`, as the current user may see it.

    `unread`: concerns besides `concerns`, which the unit's leader does not read. Drafts only for the person.
    """

    user: User
    unit: Unit
    logs: list[Log]
    concerns: list[Concern]
    unread: int
    seats: list[Seat]
    tasks: int
    drafts: list[Draft]
    takers: list[Person]
    ends: date | None

    @cached_property
    def waiting(self) -> list[Log]:
        return [one for one in self.logs if one.waits]

    @cached_property
    def shared(self) -> list[Log]:
        return [one for one in self.logs if not one.waits]

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.concerns or self.unread or self.seats or self.tasks)


def portfolio_of(user: User, unit: Unit, reader: User) -> Portfolio:
    """All that `user` has for `unit`. The database shows it to the person, and heads of it to the unit's leader.

    A leader takes nothing over by this: what nobody takes waits for a leader anyway.
    """
    mine = user.pk == reader.pk
    logs = rows(Log, "portfolio", user=user.pk, unit=unit.pk)
    seats = Seat.objects.filter(ends_at=None, user=user, unit=unit)
    concerns = list(
        Concern.objects.filter(unit=unit, keeper=user.pk, closed_at=None).order_by("deadline", "pk")
    )
    return Portfolio(
        user=user,
        unit=unit,
        logs=logs,
        concerns=concerns,
        unread=max(value("concerns_kept", user=user.pk, unit=unit.pk) - len(concerns), 0),
        seats=list(seats.select_related("team").order_by("team__name")),
        tasks=value("tasks_of", user=user.pk, unit=unit.pk),
        drafts=list(Draft.objects.filter(user=user).order_by("-saved_at")) if mine else [],
        takers=people_of(unit.pk, {user.pk} if mine else {user.pk, reader.pk}),
        ends=_ends(value("leaves_at", user=user.pk, unit=unit.pk)),
    )


def _ends(moment: datetime | None) -> date | None:
    return last_day(moment) if moment else None


class Colleague(NamedTuple):
    """Somebody who works in a unit that I lead; `ends_at`: when everything there is over, if that is known."""

    user_id: int
    name: str
    ends_at: datetime | None

    @property
    def last_day(self) -> date | None:
        return _ends(self.ends_at)


def people_of_my_unit(unit: Unit) -> list[Colleague]:
    """Who works in a unit that the current user leads, by name; empty for others."""
    return apart_in(unit.pk, rows(Colleague, "people_of_my_unit", unit=unit.pk))


def my_places(user: User) -> Sequence[Unit]:
    """Units in which somebody works now or from a day to come, by name."""
    places = Membership.objects.filter(LASTS, user=user).select_related("unit")
    return sorted({one.unit_id: one.unit for one in places}.values(), key=lambda unit: unit.name)
