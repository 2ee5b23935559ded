"""What the client knows of a provider: data only, read from a file at start (provider_file.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit

from joserfc.jwk import ECKey, RSAKey

# Those where nobody is real. Entra ID has none: a test tenant cannot be told from another.
TEST_ISSUERS: Final = frozenset({"https://test.idporten.no", "https://test.ansattporten.no"})
TENANT: Final = "{tenantid}"  # stands in Entra ID's issuer where the tenant of the one who signs in belongs


class Kind(StrEnum):
    """Which of the three it is: how it names people, and what its button says."""

    ENTRA = "entra"
    IDPORTEN = "idporten"
    ANSATTPORTEN = "ansattporten"


class Role(StrEnum):
    """For whom somebody signs in: the sort of account, and a young person's own among those of families."""

    STAFF = "staff"
    ADMINISTRATOR = "administrator"
    PRIVACY_OFFICER = "privacy_officer"
    EXECUTIVE = "executive"
    FAMILY = "family"
    YOUNG = "young"


# Whom a provider lets in. The first is meant when nobody says for whom.
ROLES_OF: Final[Mapping[Kind, tuple[Role, ...]]] = MappingProxyType(
    {
        Kind.ENTRA: (Role.STAFF, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.EXECUTIVE),
        Kind.IDPORTEN: (Role.FAMILY, Role.YOUNG),
        Kind.ANSATTPORTEN: (Role.STAFF,),
    }
)


@dataclass(frozen=True, kw_only=True)
class Provider:
    """One provider and our client there. `acr` and `max_age` (seconds) are per role; `levels` are acr, low to high."""

    key: str
    kind: Kind
    issuer: str
    client_id: str
    private_key: RSAKey | ECKey = field(repr=False)
    key_id: str = ""
    certificate_thumbprint: str = ""  # SHA-256, base64url
    scopes: tuple[str, ...] = ("openid",)
    acr: Mapping[Role, str] = field(default_factory=dict)
    levels: tuple[str, ...] = ()
    tenants: frozenset[str] = frozenset()
    max_age: Mapping[Role, int] = field(default_factory=dict)
    authorization_details: tuple[Mapping[str, Any], ...] = ()

    @property
    def first_role(self) -> Role:
        return ROLES_OF[self.kind][0]

    def level_for(self, role: Role) -> str:
        """The lowest acr that lets this role in; that of the first where there is none of its own."""
        return self.acr.get(role, self.acr.get(self.first_role, ""))

    def is_high_enough(self, acr: str, asked: str) -> bool:
        """Whether a sign-in at `acr` is as strong as `asked`, or stronger; what is not in `levels` equals itself."""
        if not asked or acr == asked:
            return True
        if acr not in self.levels or asked not in self.levels:
            return False
        return self.levels.index(acr) >= self.levels.index(asked)

    @property
    def lets_the_young_in_lower(self) -> bool:
        """Whether a young person's own sign-in asks for less than a parent's, and so has a link of its own."""
        young, family = self.acr.get(Role.YOUNG, ""), self.acr.get(Role.FAMILY, "")
        return bool(young) and young != family and self.is_high_enough(family, young)


def is_loopback(url: str) -> bool:
    """Whether this address is on this machine, whatever is in front of it or behind."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_of_a_test(providers: Sequence[Provider], public_url: str) -> bool:
    """Whether nobody real comes here by number: only test issuers vouch for numbers, or it is this machine."""
    by_number = [one.issuer for one in providers if one.kind is not Kind.ENTRA]
    return is_loopback(public_url) or (bool(by_number) and TEST_ISSUERS.issuperset(by_number))
