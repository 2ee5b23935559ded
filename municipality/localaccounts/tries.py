"""The lock against guessing: per user name, whether there is such an account or not, and per address."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from municipality.access.identity import seal_code
from municipality.access.verbs import value
from municipality.runtime.sealing import keyed_index
from municipality.ui.plain_text import as_compared

HOME_OF_ONE = 64  # bits of an IPv6 address that a household, or a phone, has to itself


@dataclass(frozen=True)
class Try:
    """Somebody tries to sign in as a user name, from an address; both as keyed hashes, the address may be unknown.

    `locked_until` is None when the try may go on.
    """

    name: str
    address: str
    locked_until: datetime | None

    @property
    def locked(self) -> bool:
        return self.locked_until is not None

    def failed(self) -> bool:
        """Count it. Returns whether the user name is locked from now on."""
        return bool(value("sign_in_failed", name=self.name, address=self.address, code=_code(self.name)))

    def passed(self) -> None:
        forget(self.name)


def begin(request: HttpRequest, username: str) -> Try:
    """Before anything is compared. Waits for another try for the same name, or from the same address, to end."""
    name, address = name_key(username), _address_key(request)
    until = value("sign_in_try", name=name, address=address, code=_code(name))
    return Try(name, address, until)


def name_key(username: str) -> str:
    """One key for all ways to write a name, so that capital letters give no further tries."""
    return keyed_index(f"sign in as:{as_compared(username).strip()}")


def forget(name: str) -> None:
    """What was counted for this key of a name."""
    value("sign_in_passed", name=name, code=_code(name))


def _code(name: str) -> str:
    return seal_code(f"try:{name}")


def _address_key(request: HttpRequest) -> str:
    address = client_address(request)
    return keyed_index(f"sign in from:{address}") if address else ""


def client_address(request: HttpRequest) -> str:
    """From where the request comes, as our own proxy says where there is one; empty where nobody says.

    The last of `X-Forwarded-For` is what the nearest proxy has added; those before it anybody can write. Of IPv6 the
    network, since one machine has endlessly many addresses in it.
    """
    said = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_TLS_PROXY:
        said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
    try:
        found = ip_address(said.strip())
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((int(found), HOME_OF_ONE), strict=False))
    return str(found)
