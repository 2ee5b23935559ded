"""Where the current user works, found once per request: pages, navigation and the frame all need it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models import Q
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from municipality.access.verbs import value
from municipality.organisation.choices import OUTSIDE
from municipality.organisation.models import Service, Unit, open_now
from municipality.organisation.municipality import Municipality
from municipality.people.models import AccountType, Membership, MembershipRole, Overseer, User

# Also what begins on a day to come; no place outlives its unit.
ROLE_LASTS: Final = Q(ends_at=None) | Q(ends_at__gt=Now())
LASTS: Final = ROLE_LASTS & open_now("unit__")
ALIVE: Final = Q(starts_at__lte=Now()) & LASTS
STEPS_IN: Final = Q(starts_at__lte=Now()) & ROLE_LASTS  # in a leader's place


@dataclass(frozen=True)
class Workplace:
    """The units with a living membership by name, and what one is in them. Empty for accounts that work in none.

    `overseen`: where one takes a leader's place. `label` is what the page frame writes under the name.
    """

    memberships: tuple[Membership, ...] = ()
    overseen: tuple[Overseer, ...] = ()
    label: str = ""

    @cached_property
    def units(self) -> list[Unit]:
        return list({row.unit_id: row.unit for row in self.memberships}.values())

    @cached_property
    def led_units(self) -> list[Unit]:
        return [row.unit for row in self.memberships if row.role == MembershipRole.LEADER]

    @property
    def receives(self) -> bool:
        """In a reception; or, where nobody there can, in its place."""
        return bool(self.overseen) or any(row.role != MembershipRole.CASEWORKER for row in self.memberships)

    @property
    def has_a_part(self) -> bool:
        """Works in a unit, or takes a leader's place."""
        return bool(self.memberships or self.overseen)

    @cached_property
    def services(self) -> list[Service]:
        """Over the units of which one is leader."""
        return [row.service for row in self.overseen if row.service]

    @property
    def is_named(self) -> bool:
        """By the municipality, for where there is no leader."""
        return any(row.service is None for row in self.overseen)

    @property
    def municipality(self) -> Municipality | None:
        places: list[Unit | Overseer] = [*self.units, *self.overseen]
        return places[0].municipality if places else None


def workplace_of(request: HttpRequest) -> Workplace:
    """The place of the one who is signed in; templates find it as `request.workplace`."""
    known: Workplace | None = request.__dict__.get("workplace")
    if known is not None:
        return known
    user = request.user
    place = _place(user) if isinstance(user, User) else Workplace()
    request.__dict__["workplace"] = place
    return place


def _place(user: User) -> Workplace:
    if user.account_type != AccountType.STAFF:
        return Workplace(label=_label(user))
    held, overseen = _held(user), tuple(_overseen(user)) if user.oversees else ()
    parts = [*dict.fromkeys(row.unit.name_and_last_day for row in held), *map(role_of, overseen)]
    label = ", ".join(parts)
    return Workplace(tuple(_given(held)), overseen, label if held else capfirst(label))


def label_of(user: User) -> str:
    """What says which of somebody's accounts this is: units, or what it is for. For the account itself to read."""
    return _place(user).label


def _held(user: User) -> list[Membership]:
    rows = Membership.objects.filter(ALIVE, user=user).select_related("unit__service", "unit__municipality")
    return sorted(rows.order_by(), key=lambda row: (row.unit.name, row.unit_id, row.role))


def _given(rows: list[Membership]) -> list[Membership]:
    """Those that give something: only the database knows whether secrecy binds who works for an outside body."""
    if not any(row.unit.service.owner in OUTSIDE for row in rows):
        return rows
    given = set(value("my_units"))
    return [row for row in rows if row.unit_id in given]


def _overseen(user: User) -> list[Overseer]:
    rows = Overseer.objects.filter(STEPS_IN, user=user).select_related("service", "municipality")
    return sorted(
        rows, key=lambda row: (row.service is None, row.service.name if row.service else "", row.pk)
    )


def role_of(overseer: Overseer) -> str:
    """What somebody is who takes a leader's place."""
    if overseer.service is None:
        return _("utpekt av kommunen")
    return _("leder over enhetene i %(service)s") % {"service": overseer.service.name}


def _label(user: User) -> str:
    if user.account_type in (AccountType.ADMINISTRATOR, AccountType.PRIVACY_OFFICER):
        return str(capfirst(AccountType(user.account_type).label))
    if user.account_type == AccountType.EXECUTIVE and user.municipality:
        return str(capfirst(user.municipality.executive_title))
    return ""
