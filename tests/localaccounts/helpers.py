"""Local accounts of the cast, and the way in through the pages."""

import re
from datetime import timedelta
from typing import Any

import pyotp
from django.test import Client
from django.utils import timezone
from webauthn.helpers import bytes_to_base64url

from municipality.access.identity import as_system
from municipality.localaccounts.models import Invitation, LocalAccount, Passkey, RecoveryCode
from municipality.localaccounts.passwords import password_hash
from municipality.localaccounts.recovery import code_hash
from municipality.localaccounts.totp import sealed_secret
from municipality.notices.links import link_make
from municipality.people.models import User
from tests.localaccounts.authenticator import Authenticator

PASSWORD = "fire hester på taket"
OTHER_PASSWORD = "seks sauer i fjøset"
SECRET = pyotp.random_base32()
RECOVERY = "abcd-efgh-jkmn"
LINK = re.compile(r"/invitasjon/[\w-]{43}/")


def local_account(user: User, *, totp: bool = True, email: str = "") -> User:
    """`user` signs in with PASSWORD and codes of SECRET, and has one recovery code."""
    with as_system("test: a local account"):
        LocalAccount.objects.create(
            user=user,
            password=password_hash(PASSWORD),
            totp=sealed_secret(SECRET, user.pk) if totp else "",
        )
        RecoveryCode.objects.create(user=user, code=code_hash(RECOVERY, user.pk))
        if email:
            User.objects.filter(pk=user.pk).update(email=email)
    return user


def passkey_for(user: User, origin: str) -> Authenticator:
    """A passkey that the account has already."""
    made = Authenticator(origin)
    with as_system("test: a passkey"):
        Passkey.objects.create(
            user=user, name="Mobilen", credential=made.id, made_at=timezone.now(),
            public_key=bytes_to_base64url(made.public_key),
        )  # fmt: skip
    return made


def code(steps: int = 0) -> str:
    """What the app shows, so many half minutes from now."""
    return pyotp.TOTP(SECRET).at(int(timezone.now().timestamp()) + 30 * steps)


def invite(user: User) -> str:
    """The path of a link for this account."""
    with as_system("test: an invitation"):
        now = timezone.now()
        made = Invitation.objects.create(user=user, made_at=now, ends_at=now + timedelta(hours=1))
        found = LINK.search(link_make(made, "localaccounts:invitation"))
    assert found
    return found[0]


def first_step(client: Client, username: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/logg-inn/passord/", {"username": username, "password": password}, **more)


def second_step(client: Client, typed: str) -> Any:
    return client.post("/logg-inn/bekreft/", {"code": typed})


def options_of(answer: Any) -> str:
    """What the page lets the browser ask for."""
    return str(answer.context["options"])
