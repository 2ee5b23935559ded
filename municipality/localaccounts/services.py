"""What somebody signs in with, written and used. Each change is an event, and the account is told by e-mail."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from municipality.access.identity import as_user, seal_code
from municipality.access.verbs import call, rows, value
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.clock import database_now
from municipality.localaccounts import passkeys, totp
from municipality.localaccounts.passkeys import NO_KEY, Key
from municipality.localaccounts.recovery import code_hash, new_codes
from municipality.localaccounts.tasks import wake
from municipality.notices.services import deliver_soon
from municipality.people.models import User


class Account(NamedTuple):
    """An account with this user name, and the hash of its password."""

    user_id: int
    password: str


class _Secret(NamedTuple):
    totp: str


@dataclass(frozen=True)
class Factor:
    """A second factor that has been shown to work: a secret with the half minute of its code, or a named passkey."""

    secret: str = ""
    step: int = 0
    name: str = ""
    key: Key = NO_KEY


# --- before anybody is signed in


def account_named(username: str) -> Account | None:
    found = rows(Account, "local_account", username=username, code=seal_code(f"local account:{username}"))
    return found[0] if found else None


def has_codes(user_id: int) -> bool:
    """Whether the account has an app with codes."""
    return bool(_secret_of(user_id))


def passkeys_of(user_id: int) -> list[Key]:
    return rows(Key, "local_passkeys", user=user_id, code=_code_of(user_id))


def code_use(user_id: int, typed: str) -> bool:
    """Whether this is a code of the app, or one of those that were written down, and has not been used before."""
    digits = "".join(typed.split())
    if digits.isascii() and digits.isdigit():
        secret = _secret_of(user_id)
        step = totp.step_of(secret, digits, database_now()) if secret else None
        return step is not None and value("totp_use", user=user_id, step=step, code=_code_of(user_id))
    return bool(
        value("recovery_code_use", user=user_id, hash=code_hash(typed, user_id), code=_code_of(user_id))
    )


def passkey_use(user_id: int, answer: str, challenge: str) -> bool:
    """Whether one of the account's passkeys has answered this challenge."""
    key = passkeys.answered_by(answer, challenge, passkeys_of(user_id))
    return key is not None and value(
        "passkey_use",
        user=user_id, credential=key.credential, sign_count=key.sign_count, code=_code_of(user_id),
    )  # fmt: skip


def _secret_of(user_id: int) -> str:
    found = rows(_Secret, "local_factors", user=user_id, code=_code_of(user_id))
    return totp.open_secret(found[0].totp, user_id) if found and found[0].totp else ""


def _code_of(user_id: int) -> str:
    return seal_code(f"local factors:{user_id}")


# --- invitations


def invitation_make(*, user_id: int) -> None:
    """Invite somebody of the own municipality to sign in with a password: the administrator's verb.

    The link is e-mailed to the account's own address by the worker, and shown to nobody: whoever has it becomes that
    person. Refused for an account of a family or of elsewhere, a closed one, and one without an address.
    """
    call("invitation_make", id=uuid.uuid4(), user=user_id)
    access_log.record(Act.INVITATION_MAKE)
    wake()


def invitations_make() -> int:
    """Invite everybody of the own municipality who has an address and cannot sign in yet; how many there were.

    Whoever can sign in, or has an invitation that still works, gets none. Refused for all but administrators, and
    NothingThere when there is nobody to invite.
    """
    invited: list[int] = call("invitations_make")
    access_log.record_many(Act.INVITATION_MAKE, [User(pk=pk) for pk in invited])
    wake()
    return len(invited)


def invitation_use(hashed: str, user_id: int, *, password: str, factor: Factor) -> list[str]:
    """Take the invitation: from now on this password hash and this factor are what the account signs in with.

    Returns the recovery codes, which are shown once. NothingThere for one that was used or has ended; Refused for a
    passkey that is somebody's.
    """
    codes = new_codes()
    invited = call(
        "invitation_use",
        token=hashed, password=password,
        totp=totp.sealed_secret(factor.secret, user_id) if factor.secret else "", step=factor.step,
        name=factor.name, credential=factor.key.credential, public_key=factor.key.public_key,
        sign_count=factor.key.sign_count, hashes=_hashes(codes, user_id),
        code=seal_code(f"invitation:{hashed}"),
    )  # fmt: skip
    with as_user(invited):
        access_log.record(Act.INVITATION_USE)
    deliver_soon()
    return codes


# --- one's own


def password_set(user_id: int, hashed: str) -> None:
    call("my_password_set", password=hashed, code=_own_code(user_id))
    _changed()


def totp_set(user_id: int, secret: str, step: int) -> None:
    """Codes from an app with this secret, of which that of half minute `step` is used. Those of an earlier app end."""
    call("my_totp_set", totp=totp.sealed_secret(secret, user_id), step=step, code=_own_code(user_id))
    _changed()


def totp_remove(user_id: int) -> None:
    """Refused for the last factor."""
    call("my_totp_set", totp="", step=0, code=_own_code(user_id))
    _changed()


def passkey_add(user_id: int, name: str, key: Key) -> None:
    """Refused for a passkey that is somebody's already."""
    call(
        "my_passkey_add",
        name=name, credential=key.credential, public_key=key.public_key, sign_count=key.sign_count,
        code=_own_code(user_id),
    )  # fmt: skip
    _changed()


def passkey_remove(user_id: int, passkey_id: uuid.UUID) -> None:
    """Refused for the last factor."""
    call("my_passkey_remove", id=passkey_id, code=_own_code(user_id))
    _changed()


def recovery_codes_renew(user_id: int) -> list[str]:
    """Ten new codes, which are shown once; the old ones no longer work."""
    codes = new_codes()
    call("my_recovery_codes_set", hashes=_hashes(codes, user_id), code=_own_code(user_id))
    _changed()
    return codes


def _hashes(codes: Sequence[str], user_id: int) -> list[str]:
    return [code_hash(one, user_id) for one in codes]


def _own_code(user_id: int) -> str:
    return seal_code(f"own factors:{user_id}")


def _changed() -> None:
    access_log.record(Act.FACTOR_CHANGE)
    deliver_soon()
