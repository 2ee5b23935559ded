"""What the players know together: the logs, who may write in each, and what was written where."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Final

from municipality.people.identity_number import FIRST_WEIGHTS, SECOND_WEIGHTS

AHEAD: Final = 200  # days; what is agreed lasts longer than the run


def day(ahead: int) -> str:
    """As somebody writes it in a form."""
    return f"{datetime.now(UTC).date() + timedelta(days=ahead):%d.%m.%Y}"


def identity_number(born: date) -> str:
    """A synthetic one (month + 80) for somebody born that day."""
    for individual in range(500 if born.year >= 2000 else 0, 1000):
        digits = f"{born:%d}{born.month + 80}{born:%y}{individual:03d}"
        for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS):
            digits += str(-sum(w * int(d) for w, d in zip(weights, digits, strict=False)) % 11)
        if len(digits) == 11:
            return digits
    raise ValueError(f"no number for {born}")


@dataclass
class Shared:
    """What all players know: the logs, who may write in each, and what was written where.

    `settled` logs are the demo's own, which nobody withdraws from. `mine` are the logs opened here and the concerns
    that no log was opened for yet, by their author.
    """

    settled: dict[str, list[str]]
    plans: list[tuple[str, str]] = field(default_factory=list)
    opened: dict[str, list[str]] = field(default_factory=dict)
    concerns: list[tuple[str, str, date]] = field(default_factory=list)
    entries: list[tuple[str, str]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)
    forms: dict[tuple[str, str], Lock] = field(default_factory=dict)
    baton: dict[str, Lock] = field(default_factory=dict)
    births: int = 0
    seed: int = 0
    begun: int = 0

    def mark(self) -> str:
        """A word of letters that stands nowhere else."""
        with self.lock:
            self.begun += 1
            number = self.seed * 100_000 + self.begun
        letters = ""
        while number:
            number, rest = divmod(number, 20)
            letters = "bcdfghjklmnpqrstvwxz"[rest] + letters
        return f"Qy{letters}"

    def form(self, who: str, path: str) -> Lock:
        """One person has one draft of a form, so two players do not fill the same in for the same person."""
        with self.lock:
            return self.forms.setdefault((who, path), Lock())

    def birthday(self) -> date:
        """Another one for each child, so that each has another number."""
        with self.lock:
            self.births += 1
            return date(2012, 1, 1) + timedelta(days=self.births)

    def some_log(self, dice: random.Random) -> tuple[str, str]:
        """Somebody who may write in a log, and the log."""
        with self.lock:
            logs = {**self.settled, **self.opened}
        case = dice.choice(sorted(logs))
        return dice.choice(logs[case]), case
