"""Reads `families.yaml` (explained in README.md) into typed records."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

FILE: Final = Path(__file__).with_name("families.yaml")
NAMED: Final = "named"
HOME: Final = "5603"  # the families' municipality


@dataclass(frozen=True)
class Body:
    """Where somebody works who is not employed by the municipality, and her own number, by which she is known there."""

    organisation: str
    name: str
    identity_number: str


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as; `municipality` and `unit` are empty for a family account.

    `steps_in`: the key of the service over whose units one is leader, or that the municipality has named one.
    """

    username: str
    name: str
    municipality: str
    account_type: str
    unit: str
    roles: tuple[str, ...]
    profession: str
    description: str
    phone: str
    phone_hours: str
    steps_in: str
    body: Body | None

    @property
    def email(self) -> str:
        """An address in a domain that is reserved for examples, so that nothing can reach anybody."""
        return f"{self.username}@example.org"


@dataclass(frozen=True)
class Relative:
    """A child or an adult of a family; what only the other has is empty."""

    key: str
    name: str
    identity_number: str
    account: str | None
    birth_date: date | None = None
    address_protection: str = "none"
    relation: str = ""
    responsibility: bool = False
    ascertained: str = ""
    language: str = "nb"

    @property
    def born(self) -> date:
        """Of a child; every one of the file has a day of birth."""
        assert self.birth_date is not None  # noqa: S101 - said above
        return self.birth_date


@dataclass(frozen=True)
class EntryStory:
    by: str
    days_ago: int
    kind: str
    text: str
    withheld: bool


@dataclass(frozen=True)
class EvaluationStory:
    by: str
    days_ago: int
    kind: str
    text: str
    effect: int
    childs_view: str
    how_heard: str
    parents_view: str
    decision: str
    next_days: int


@dataclass(frozen=True)
class MeasureStory:
    """`responsible` is a username, or the key of a child or an adult; days are counted from today."""

    what: str
    arena: str
    responsible: str
    deadline_days: int
    evaluate_days: int
    evaluations: tuple[EvaluationStory, ...]


@dataclass(frozen=True)
class GoalStory:
    goal: str
    area: str
    by: str
    days_ago: int
    measures: tuple[MeasureStory, ...]


@dataclass(frozen=True)
class LogStory:
    """A stafettlogg: `shares` maps units to kinds of information, `named` units to usernames, `consents` holds keys."""

    child: str
    opened_by: str
    opened_days_ago: int
    level: int
    consents: tuple[str, ...]
    how: str
    until_days: int
    shares: dict[str, list[str]]
    first_kind: str
    first_text: str
    named: dict[str, list[str]]
    entries: tuple[EntryStory, ...]
    work: tuple[GoalStory, ...]


@dataclass(frozen=True)
class ConcernStory:
    by: str
    child: str
    observed: str
    since_days: int
    days_ago: int


@dataclass(frozen=True)
class Family:
    key: str
    children: tuple[Relative, ...]
    adults: tuple[Relative, ...]
    log: LogStory | None
    concern: ConcernStory | None

    def child(self, key: str) -> Relative:
        return next(child for child in self.children if child.key == key)


@dataclass(frozen=True)
class Story:
    personas: dict[str, Persona]
    families: tuple[Family, ...]

    def family(self, key: str) -> Family:
        return next(family for family in self.families if family.key == key)

    def reception(self, municipality: str, unit: str) -> Persona:
        """Who takes invitations for the unit."""
        return next(
            persona
            for persona in self.personas.values()
            if (persona.municipality, persona.unit) == (municipality, unit) and "reception" in persona.roles
        )


@lru_cache(maxsize=1)
def read_story() -> Story:
    """The whole file. Its consistency is a matter of the tests; a broken file raises KeyError or StopIteration."""
    said = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    personas = [_persona(row) for row in said["personas"]]
    return Story(
        {persona.username: persona for persona in personas}, tuple(_family(row) for row in said["families"])
    )


def _persona(row: dict[str, Any]) -> Persona:
    return Persona(
        username=row["username"],
        name=row["name"],
        municipality=row["municipality"] or "",
        account_type=row["account_type"],
        unit=row["unit"] or "",
        roles=tuple(row["roles"]),
        profession=row["profession"],
        description=row["description"],
        phone=row.get("phone", ""),
        phone_hours=row.get("phone_hours", ""),
        steps_in=row.get("steps_in", ""),
        body=Body(**row["body"]) if "body" in row else None,
    )


def _family(row: dict[str, Any]) -> Family:
    return Family(
        key=row["key"],
        children=tuple(Relative(**child) for child in row["children"]),
        adults=tuple(Relative(**adult) for adult in row["adults"]),
        log=_log(row["log"]) if row["log"] else None,
        concern=ConcernStory(**row["concern"]) if row["concern"] else None,
    )


def _log(row: dict[str, Any]) -> LogStory:
    consent = row["consent"]
    return LogStory(
        child=row["child"],
        opened_by=row["opened_by"],
        opened_days_ago=row["opened_days_ago"],
        level=row["level"],
        consents=tuple(consent["by"]),
        how=consent["how"],
        until_days=consent["until_days"],
        shares={share["unit"]: share["kinds"] for share in consent["units"]},
        first_kind=row["first_entry"]["kind"],
        first_text=row["first_entry"]["text"],
        named=row["named"],
        entries=tuple(
            EntryStory(
                entry["by"],
                entry["days_ago"],
                entry["kind"],
                entry["text"],
                bool(entry["withheld_from_family"]),
            )
            for entry in row["entries"]
        ),
        work=tuple(_goal(goal) for goal in row.get("work", [])),
    )


def _goal(row: dict[str, Any]) -> GoalStory:
    measures = [
        MeasureStory(
            **{
                **measure,
                "evaluations": tuple(EvaluationStory(**evaluation) for evaluation in measure["evaluations"]),
            }
        )
        for measure in row["measures"]
    ]
    return GoalStory(**{**row, "measures": tuple(measures)})
