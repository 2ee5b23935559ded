"""Accounts as the administrator finds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipality.access.verbs import rows, value
from municipality.accounts.models import AccountApproval
from municipality.clock import end_of, last_day
from municipality.people.models import AccountType, Membership, MembershipRole, Overseer, User
from municipality.people.workplace import LASTS

NOT_SEEN_FOR: Final = timedelta(days=90)
ROLES_OF_OVERSEERS: Final = {"overseer": _("leder over enhetene"), "named": _("utpekt av kommunen")}


class NotSeen(NamedTuple):
    user_id: int
    last_at: datetime | None


def not_seen() -> Mapping[int, datetime | None]:
    """Open accounts to which nobody has signed in for 90 days: when it was last, None for never."""
    found = rows(NotSeen, "accounts_not_seen", since=timezone.now() - NOT_SEEN_FOR)
    return {one.user_id: one.last_at for one in found}


class Ways(NamedTuple):
    """How somebody can sign in, and until when an invitation works (None: there is none)."""

    by_password: bool
    by_provider: bool
    invited_until: datetime | None


def ways_of(user: User) -> Ways:
    """Of an account of the current administrator's municipality."""
    return rows(Ways, "account_ways", user=user.pk)[0]


def accounts(words: str = "") -> QuerySet[User]:
    """Everybody of the current administrator's municipality but families, by name.

    `places` of each are those that are not over.

    `words`: each must be in the name, the user name or the name of a unit.
    """
    places = Membership.objects.filter(LASTS).select_related("unit").order_by("unit__name", "role")
    found = User.objects.exclude(account_type=AccountType.FAMILY).prefetch_related(
        Prefetch("memberships", places, to_attr="places")
    )
    for word in words.split():
        in_unit = Membership.objects.filter(LASTS, unit__name__icontains=word).values("user")
        found = found.filter(
            Q(display_name__icontains=word) | Q(username__icontains=word) | Q(pk__in=in_unit)
        )
    return found.order_by("display_name", "username")


@dataclass(frozen=True)
class Waiting:
    """Waits for a second administrator; `by_me`: the reader made it; `is_stuck`: and there is no other one."""

    user: User
    asked_by: User
    asked_at: datetime
    by_me: bool
    is_stuck: bool


def _is_only_administrator(reader: User) -> bool:
    others = User.objects.filter(
        municipality=reader.municipality_id, account_type=AccountType.ADMINISTRATOR, is_active=True
    )
    return not others.exclude(pk=reader.pk).exists()


def waiting_for_approval(reader: User) -> list[Waiting]:
    """Accounts that open much and are not approved, the oldest first."""
    found = list(
        AccountApproval.objects.filter(approved_at=None)
        .select_related("user", "asked_by")
        .order_by("asked_at")
    )
    mine = {one.pk for one in found if one.asked_by_id == reader.pk}
    stuck = mine if mine and _is_only_administrator(reader) else set()
    return [Waiting(one.user, one.asked_by, one.asked_at, one.pk in mine, one.pk in stuck) for one in found]


def groups_suggested(user: User) -> list[str]:
    """The groups of the municipality's directory that somebody is in, by name: a suggestion, and no access."""
    found: list[str] = value("groups_suggested", user=user.pk)
    return found


@dataclass(frozen=True)
class Dated:
    """From when until when. `state`: "now", "later", "over", or "never" for what ended before it began."""

    first_day: date
    last_day: date | None
    state: Literal["now", "later", "over", "never"]

    @property
    def lasts(self) -> bool:
        return self.state in {"now", "later"}


def dated(one: Membership | Overseer, now: datetime) -> Dated:
    """No place outlives its unit."""
    closes = one.unit.last_day if isinstance(one, Membership) else None
    days = [last_day(one.ends_at) if one.ends_at else None, closes]
    first, last = timezone.localdate(one.starts_at), min((day for day in days if day), default=None)
    if (one.ends_at and one.ends_at <= now) or (closes and end_of(closes) <= now):
        return Dated(first, last, "never" if one.ends_at == one.starts_at else "over")
    return Dated(first, last, "later" if one.starts_at > now else "now")


class AdministratorsPlace(NamedTuple):
    """A place in a unit, or a role in a leader's place, of somebody who seems to be an administrator too."""

    user_id: int
    name: str
    username: str
    unit: str
    role: str
    profession: str
    starts_at: datetime
    ends_at: datetime | None

    @property
    def role_name(self) -> str:
        return str(ROLES_OF_OVERSEERS.get(self.role) or MembershipRole(self.role).label)

    @property
    def first_day(self) -> date:
        return timezone.localdate(self.starts_at)

    @property
    def last_day(self) -> date | None:
        return last_day(self.ends_at) if self.ends_at else None


def administrators_places() -> list[AdministratorsPlace]:
    """The newest first: for a leader those of the own units, for the privacy officer all; empty for anybody else."""
    return rows(AdministratorsPlace, "administrators_places")
