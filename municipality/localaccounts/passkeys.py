"""Passkeys (WebAuthn): what the browser is asked, and whether its answer is right."""

import hashlib
import json
from collections.abc import Iterable
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import webauthn
from django.conf import settings
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from municipality.runtime.sealing import keyed_index

NAME: Final = "Stafettpinnen"
LARGEST: Final = 20_000  # characters of an answer
# What the library raises for an answer that is not what it should be, its own and Python's.
WRONG: Final = (WebAuthnException, ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError)


class Key(NamedTuple):
    """What is kept of a passkey, in base64url."""

    credential: str
    public_key: str
    sign_count: int


NO_KEY: Final = Key("", "", 0)


class Asked(NamedTuple):
    """What the browser is asked, as JSON, and the challenge that its answer must hold."""

    options: str
    challenge: str


def _host() -> str:
    """The name that passkeys are bound to: they work nowhere else."""
    return urlsplit(settings.PUBLIC_URL).hostname or ""


def _origin() -> str:
    """As a browser writes it."""
    address = urlsplit(settings.PUBLIC_URL)
    return f"{address.scheme}://{address.netloc}"


def _descriptors(credentials: Iterable[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in credentials]


def ask_for_new(user_id: int, username: str, *, but: Iterable[str] = ()) -> Asked:
    """Make a passkey for this account, in none of the devices that hold one of `but`."""
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name=NAME,
        user_name=username,
        # Kept on the device: it must not say which account of ours this is.
        user_id=hashlib.sha256(keyed_index(f"passkey of:{user_id}").encode()).digest(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=_descriptors(but),
    )
    return Asked(webauthn.options_to_json(options), bytes_to_base64url(options.challenge))


def new_key(answer: str, challenge: str) -> Key | None:
    """The passkey that the browser has made; None for an answer that is not one to this challenge."""
    if not challenge or len(answer) > LARGEST:
        return None
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(),
            expected_origin=_origin(),
        )
    except WRONG:
        return None
    return Key(
        bytes_to_base64url(made.credential_id),
        bytes_to_base64url(made.credential_public_key),
        made.sign_count,
    )


def ask_for_one_of(keys: Iterable[Key]) -> Asked:
    """Answer with one of these passkeys."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(),
        allow_credentials=_descriptors(key.credential for key in keys),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Asked(webauthn.options_to_json(options), bytes_to_base64url(options.challenge))


def answered_by(answer: str, challenge: str, keys: Iterable[Key]) -> Key | None:
    """The passkey, with its new count, that has answered this challenge; None for anything but one of `keys`."""
    if not challenge or len(answer) > LARGEST:
        return None
    try:
        named = str(json.loads(answer)["id"])
        key = next((one for one in keys if one.credential == named), None)
        if key is None:
            return None
        found = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
        )
    except WRONG:
        return None
    return key._replace(sign_count=found.new_sign_count)
