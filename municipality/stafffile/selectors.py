"""What the municipality has beside the file: units, accounts of staff, places, and whom Entra ID leads to them."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Now

from municipality.access.verbs import rows
from municipality.organisation.choices import Owner
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.models import AccountType, Membership, User
from municipality.stafffile.judging import Account, Known, KnownUnit


class Held(NamedTuple):
    """A place that somebody has, or will have from a day on.

    `elsewhere`: the municipality does not own the service alone, so that its own file may not know who works there.
    """

    pk: int
    user_id: int
    unit_id: int
    unit: str
    role: str
    profession: str
    ends_at: datetime | None
    elsewhere: bool


class Joined(NamedTuple):
    """Whether an account has the identity that the file says, or that of somebody else."""

    user_id: int
    has_this: bool
    has_another: bool


class _Taken(NamedTuple):
    username: str


def known(municipality: Municipality, usernames: Iterable[str]) -> Known:
    """Units in use, everybody's accounts, and which of the user names are others'."""
    units = Unit.objects.in_use().filter(municipality=municipality).order_by("name", "pk")
    accounts = User.objects.filter(municipality=municipality, account_type=AccountType.STAFF).order_by("pk")
    found = [
        Account(*one)
        for one in accounts.values_list("pk", "username", "display_name", "email", "phone", "is_active")
    ]
    taken = rows(_Taken, "staff_file_taken", usernames=list(usernames))
    return Known(
        [KnownUnit(*one) for one in units.values_list("pk", "name", "service__name", "service__key")],
        {one.username: one for one in found},
        frozenset(one.username for one in taken),
    )


def held(municipality: Municipality) -> list[Held]:
    """Every place of the municipality's staff that has not ended."""
    found = Membership.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=Now()),
        unit__municipality=municipality,
        user__account_type=AccountType.STAFF,
    ).order_by("pk")
    rest = ("unit__name", "role", "profession", "ends_at", "unit__service__owner")
    return [
        Held(pk, user, unit, name, role, profession, ends_at, owner != Owner.MUNICIPALITY)
        for pk, user, unit, name, role, profession, ends_at, owner in found.values_list(
            "pk", "user_id", "unit_id", *rest
        )
    ]


def joined(indexes: dict[int, str]) -> dict[int, Joined]:
    """By account: whether it has the identity of this index already."""
    if not indexes:
        return {}
    wanted = json.dumps([{"user": user, "index": index} for user, index in indexes.items()])
    return {one.user_id: one for one in rows(Joined, "staff_file_joined", wanted=wanted)}
