"""Where the current user works, found once per request: pages, navigation and the frame all need it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models import Q
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.text import capfirst

from municipality.organisation.models import Unit, open_now
from municipality.organisation.municipality import Municipality
from municipality.people.models import AccountType, Membership, MembershipRole, User

# Also one that begins on a day to come; no place outlives its unit.
LASTS: Final = (Q(ends_at=None) | Q(ends_at__gt=Now())) & open_now("unit__")
ALIVE: Final = Q(starts_at__lte=Now()) & LASTS


@dataclass(frozen=True)
class Workplace:
    """The units with a living membership by name, and what one is in them. Empty for accounts that work in none.

    `label` is what the page frame writes under the name.
    """

    memberships: tuple[Membership, ...] = ()
    label: str = ""

    @cached_property
    def units(self) -> list[Unit]:
        return list({row.unit_id: row.unit for row in self.memberships}.values())

    @cached_property
    def led_units(self) -> list[Unit]:
        return [row.unit for row in self.memberships if row.role == MembershipRole.LEADER]

    @property
    def receives(self) -> bool:
        return any(row.role == MembershipRole.RECEPTION for row in self.memberships)

    @property
    def municipality(self) -> Municipality | None:
        return self.units[0].municipality if self.units else None


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
    rows = tuple(_living(user)) if user.account_type == AccountType.STAFF else ()
    return Workplace(rows, _label(user, rows))


def label_of(user: User) -> str:
    """What says which of somebody's accounts this is: units, or what it is for. For the account itself to read."""
    return _place(user).label


def _living(user: User) -> list[Membership]:
    rows = Membership.objects.filter(ALIVE, user=user).select_related("unit__service")
    return sorted(rows.order_by(), key=lambda row: (row.unit.name, row.unit_id, row.role))


def _label(user: User, rows: Iterable[Membership]) -> str:
    if units := dict.fromkeys(row.unit.name for row in rows):
        return ", ".join(units)
    if user.account_type in (AccountType.ADMINISTRATOR, AccountType.PRIVACY_OFFICER):
        return str(capfirst(AccountType(user.account_type).label))
    if user.account_type == AccountType.EXECUTIVE and user.municipality:
        return str(capfirst(user.municipality.executive_title))
    return ""
