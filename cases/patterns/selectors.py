"""Patterns in the access log. The database finds them, and decides who is told of which."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.utils import timezone

from cases.patterns.choices import MEANINGS, Meaning, Pattern
from municipality.access.verbs import rows
from municipality.audit.acts import Act
from municipality.organisation.municipality import Municipality

MOST: Final = 200
DAYS: Final = 30  # before today, where no period is chosen


def days_of(first: date, last: date) -> str:
    """«03.11.2026 – 05.11.2026»; one day once."""
    return " – ".join(f"{day:%d.%m.%Y}" for day in dict.fromkeys((first, last)))


class Found(NamedTuple):
    """One pattern of one person in one unit: days, how often, and in how many logs; `unit_id` is None for no unit."""

    pattern: str
    user_id: int
    name: str
    unit_id: int | None
    unit: str
    first_day: date
    last_day: date
    times: int
    logs: int
    numbers: list[str]
    acts: list[str]

    @property
    def days(self) -> str:
        return days_of(self.first_day, self.last_day)

    @property
    def words(self) -> str:
        return str(Pattern(self.pattern).label)

    @property
    def meaning(self) -> Meaning:
        return MEANINGS[Pattern(self.pattern)]

    @property
    def acts_in_words(self) -> list[str]:
        """What was done; of what was refused nothing was."""
        if self.pattern == Pattern.REFUSED:
            return []
        return [str(Act(one).label) for one in self.acts if one in Act.values]


@dataclass(frozen=True)
class PatternQuery:
    """What to look for; empty parts do not narrow."""

    first_day: date
    last_day: date
    pattern: str = ""
    user_id: int | None = None
    unit_id: int | None = None


def of_late() -> tuple[date, date]:
    """The period where none is chosen."""
    today = timezone.localdate()
    return today - timedelta(days=DAYS), today


def patterns_seen(wanted: PatternQuery) -> list[Found]:
    """One more than `MOST` at most says that there are more."""
    return rows(
        Found,
        "patterns_seen",
        since=wanted.first_day,
        until=wanted.last_day,
        pattern=wanted.pattern,
        user=wanted.user_id,
        unit=wanted.unit_id,
        most=MOST + 1,
    )


def are_shown(municipality: Municipality | None) -> bool:
    """Whether the municipality has said when they were talked over: else the database shows none."""
    return municipality is not None and bool(
        municipality.patterns_talked_on and municipality.patterns_talked_because
    )
