"""Who takes a leader's place, as the administrator sees it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from municipality.access.verbs import rows
from municipality.accounts.selectors import Dated, dated
from municipality.organisation.models import Service
from municipality.organisation.municipality import Municipality
from municipality.people.models import Overseer, User
from municipality.people.workplace import ROLE_LASTS, STEPS_IN


class UnitWithoutLeader(NamedTuple):
    unit_id: int
    unit: str


def units_without_leader() -> list[UnitWithoutLeader]:
    """Units of the administrator's municipality without a leader, and without one over the units of the service."""
    return rows(UnitWithoutLeader, "units_without_leader")


@dataclass(frozen=True)
class OverseerShown:
    """Somebody who takes a leader's place, with the days."""

    overseer: Overseer
    days: Dated


def overseers_of(user: User, now: datetime) -> list[OverseerShown]:
    """What somebody has and has had, the newest first."""
    found = Overseer.objects.filter(user=user).select_related("service").order_by("-starts_at", "-pk")
    return [OverseerShown(one, dated(one, now)) for one in found]


@dataclass(frozen=True)
class Chair:
    """A place that somebody can fill: over the units of a service, or without one for the whole municipality."""

    service: Service | None
    people: list[OverseerShown]


def chairs(municipality: Municipality, now: datetime) -> list[Chair]:
    """The named person first, filled or not, then the services that have somebody, by name; whose time is not over."""
    lasting = Overseer.objects.filter(ROLE_LASTS, municipality=municipality).select_related("user")
    shown = [
        OverseerShown(one, dated(one, now))
        for one in lasting.order_by("starts_at", "user__display_name", "pk")
    ]
    services = Service.objects.filter(pk__in={one.overseer.service_id for one in shown}).order_by("name")
    return [
        Chair(service, [one for one in shown if one.overseer.service_id == (service.pk if service else None)])
        for service in (None, *services)
    ]


def somebody_is_named(municipality: Municipality) -> bool:
    """Whether the municipality has named a person now, whose account is open."""
    return Overseer.objects.filter(
        STEPS_IN, municipality=municipality, service=None, user__is_active=True
    ).exists()
