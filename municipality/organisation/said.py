"""What a file about an organisation says, when it is read and right."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class ServiceSaid:
    key: str
    name: str
    sector: str
    owner: str
    kind_of_information: str
    source: str
    coordinates_plans: bool
    delivers_kostra: bool
    secrecy: str | None  # None where the file does not say it: then it is what the administrator has said


@dataclass(frozen=True)
class UnitSaid:
    """`key` is empty where the file gives only a name. `is_office`: the one unit of a service that lists none."""

    service: str
    name: str
    district: str
    children: int | None
    key: str = ""
    is_office: bool = field(default=False, compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class ClosingSaid:
    """A unit, by key, that closes with a day. `successor` is the key of the one that takes over, or empty."""

    key: str
    last_day: date
    successor: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class TeamSaid:
    name: str
    team_type: str
    proposed_for_its_district: bool
    receives_system_issues: bool
    district: str
    mandate: str
    meets: dict[str, str | int]
    members: list[str]
    when_needed: list[str]
    reporters: list[str]


@dataclass(frozen=True)
class ThemeSaid:
    name: str
    services: list[str]


@dataclass(frozen=True)
class EarlierNumberSaid:
    """A number that held until a day, and whose it was."""

    number: str
    name: str
    last_day: date


@dataclass(frozen=True)
class OrganisationSaid:
    """One municipality. `settings` has only those that the file names; every reference resolves."""

    number: str
    name: str
    earlier_numbers: list[EarlierNumberSaid]
    line: int
    settings: dict[str, Any]
    services: list[ServiceSaid]
    districts: list[str]
    units: list[UnitSaid]
    closing: list[ClosingSaid]
    teams: list[TeamSaid]
    themes: list[ThemeSaid]
