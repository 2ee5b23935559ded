"""Who has read or signed what about secrecy, and what the current user has still to do."""

from datetime import date, datetime
from typing import NamedTuple

from municipality.access.verbs import rows, value
from municipality.secrecy.models import Kind
from municipality.secrecy.words import provision_of


class Asked(NamedTuple):
    """One unit for which the current user shows that secrecy binds them. `held`: the latest version read or signed.

    `open`: enough is read or signed, so that the place gives something; it may be an earlier version.
    """

    unit_id: int
    unit: str
    municipality_id: int
    kind: str
    secrecy: str
    source: str
    version: int
    held: int | None
    open: bool
    stands_in: bool

    @property
    def is_new(self) -> bool:
        return self.held is None or self.held < self.version

    @property
    def is_to_be_read(self) -> bool:
        return self.kind == Kind.NOTICE and self.is_new

    @property
    def is_to_be_signed(self) -> bool:
        return self.kind == Kind.DECLARATION and self.is_new

    @property
    def provision(self) -> str:
        return provision_of(self.secrecy, self.source)


def my_secrecy() -> list[Asked]:
    """Of the current user; empty for most who work in the municipality's own units."""
    return rows(Asked, "my_secrecy")


class FamilyAsked(NamedTuple):
    """A municipality in which the current user of a family reads a log, and whether its words were read."""

    municipality_id: int
    municipality: str
    version: int
    is_read: bool


def my_family_secrecy() -> list[FamilyAsked]:
    """Empty for who reads no log of a family, and for everybody else."""
    return rows(FamilyAsked, "my_family_secrecy")


def family_secrecy_to_read() -> FamilyAsked | None:
    """What the current user of a family reads before the log; None when nothing is left to read."""
    return next((one for one in my_family_secrecy() if not one.is_read), None)


class Listed(NamedTuple):
    """Somebody of an outside body, and what that person has read or signed; `kept` is for who registers."""

    user_id: int
    name: str
    unit_id: int
    unit: str
    secrecy: str
    kind: str
    held: int | None
    version: int
    made_at: datetime | None
    signed_on: date | None
    kept: str
    registered_by: str | None
    open: bool
    i_register: bool

    @property
    def is_old(self) -> bool:
        return self.open and (self.held is None or self.held < self.version)

    @property
    def is_signed(self) -> bool:
        return self.kind == Kind.DECLARATION


def secrecy_list() -> list[Listed]:
    """People of outside bodies by unit: for who registers theirs, and the privacy officer. Empty for others."""
    return rows(Listed, "secrecy_list")


def i_see_secrecy_list() -> bool:
    return bool(value("i_see_secrecy_list"))


class ToAsk(NamedTuple):
    name: str
    team: str


def secrecy_to_ask() -> list[ToAsk]:
    """Who leads the teams of somebody who has not signed."""
    return rows(ToAsk, "secrecy_to_ask")


class Counted(NamedTuple):
    to_read: int
    to_sign: int
    to_register: int


def secrecy_waiting() -> Counted:
    """How much of it waits for the current user."""
    return next(iter(rows(Counted, "secrecy_waiting")), Counted(0, 0, 0))
