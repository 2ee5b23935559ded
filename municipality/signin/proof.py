"""What somebody has shown to get in, whichever way: how, when and how strongly. By itself it opens nothing."""

from dataclasses import dataclass
from datetime import datetime

from municipality.people.identity_number import IdentityNumber


@dataclass(frozen=True)
class Proof:
    """How somebody has shown who they are.

    `way` is "demo", "local" or the key of a provider; `at` when the person last did something to show it
    (`auth_time`). The rest is a provider's: `level` is the acr it vouches for, `issuer`, `subject` and `session` are
    what a logout from there names (iss, sub, sid), `id_token` is what a logout from here hands back.
    """

    way: str
    at: datetime
    level: str = ""
    issuer: str = ""
    subject: str = ""
    session: str = ""
    id_token: str = ""


@dataclass(frozen=True)
class EmployeeIdentity:
    """Somebody of an Entra ID tenant: the two keys that are never given to another (`tid`, `oid`)."""

    tenant: str
    person: str


@dataclass(frozen=True)
class BodyIdentity:
    """Somebody who acts for an outside body: its organisation number (nine digits), and the person's own number."""

    organisation: str
    person: IdentityNumber


@dataclass(frozen=True)
class ResidentIdentity:
    """A resident, by identity number or D-number."""

    number: IdentityNumber


Identity = EmployeeIdentity | BodyIdentity | ResidentIdentity
