"""What the current user signs in with, and for the administrator who cannot sign in yet."""

import uuid
from datetime import datetime
from typing import NamedTuple

from municipality.access.verbs import rows


class OwnSignIn(NamedTuple):
    """Whether there are codes from an app, and how many recovery codes are left."""

    has_totp: bool
    recovery_codes: int


class OwnPasskey(NamedTuple):
    """One of the own passkeys; `used_at` is None until it is used to sign in."""

    id: uuid.UUID
    name: str
    credential: str
    made_at: datetime
    used_at: datetime | None


def my_sign_in() -> OwnSignIn | None:
    """None for an account that does not sign in here."""
    found = rows(OwnSignIn, "my_sign_in")
    return found[0] if found else None


def my_passkeys() -> list[OwnPasskey]:
    """The oldest first."""
    return rows(OwnPasskey, "my_passkeys")


class WithoutWay(NamedTuple):
    """An account that nobody can sign in to, and whether it has an address to be invited at."""

    user_id: int
    has_address: bool


def without_way() -> list[WithoutWay]:
    """Open accounts without password or provider, and without an invitation that still works."""
    return rows(WithoutWay, "accounts_without_way")
