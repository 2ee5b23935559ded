"""Codes from an app (TOTP, RFC 6238): six digits that change each half minute."""

from datetime import datetime
from typing import Final

import pyotp
import segno
from django.utils.crypto import constant_time_compare
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from municipality.runtime.sealing import open_as_text, seal_as_text

SECONDS: Final = 30
WINDOW: Final = 1  # half minutes that somebody's clock may be ahead or behind
ISSUER: Final = "Stafettpinnen"


def new_secret() -> str:
    """160 bits, in the 32 letters and digits that an app takes."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The half minute whose code this is, counted from 1970; None for a wrong code, and for one from too long ago."""
    now = int(at.timestamp()) // SECONDS
    codes = pyotp.TOTP(secret, interval=SECONDS)
    steps = range(now - WINDOW, now + WINDOW + 1)
    # All of them are compared, so that the time says nothing of which it was.
    found = [step for step in steps if constant_time_compare(codes.at(step * SECONDS), code)]
    return found[0] if found else None


def sealed_secret(secret: str, user_id: int) -> str:
    """As it is stored; it opens for this account alone."""
    return seal_as_text(secret, **place_of(user_id))


def open_secret(sealed: str, user_id: int) -> str:
    return open_as_text(sealed, **place_of(user_id))


def place_of(user_id: int) -> dict[str, str]:
    """What the encryption of an account's secret is bound to."""
    return {"table": "municipality_localaccount", "pk": str(user_id), "column": "totp"}


def picture(secret: str, username: str) -> SafeString:
    """The QR code for the app, as SVG: dark on white in every colour scheme, since cameras want that."""
    address = pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=username, issuer_name=ISSUER)
    made = segno.make(address, micro=False, error="m")
    return SafeString(made.svg_inline(omitsize=True, border=4, light="#fff", title=_("QR-kode for appen")))


def in_groups(secret: str) -> str:
    """The secret as somebody types it."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
