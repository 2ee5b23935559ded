"""Questions about what was read, as the privacy officer, the leader and the person read each their part of them."""

import uuid
from datetime import date, datetime
from typing import Final, NamedTuple

from cases.patterns.choices import Pattern
from cases.patterns.selectors import days_of
from cases.questions.models import Outcome
from municipality.access.verbs import rows

MOST: Final = 200
OFFICER, LEADER, READER = "officer", "leader", "reader"


class Told(NamedTuple):
    """One question, and as what I read it. What is not of this part is empty."""

    id: uuid.UUID
    part: str
    pattern: str
    unit_id: int
    unit: str
    reader_id: int
    reader: str
    first_day: date
    last_day: date
    times: int
    logs: int
    numbers: list[str]
    sent_by: str
    sent_at: datetime | None
    sent_text: str
    asked_by: str
    asked_at: datetime | None
    asked_text: str
    answered_at: datetime | None
    answer: str
    concluded_by: str
    concluded_at: datetime | None
    outcome: str
    conclusion: str
    deviation_id: uuid.UUID | None

    @property
    def days(self) -> str:
        return days_of(self.first_day, self.last_day)

    @property
    def words(self) -> str:
        return str(Pattern(self.pattern).label)

    @property
    def outcome_words(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome else ""

    @property
    def is_to_ask(self) -> bool:
        return self.part == LEADER and not (self.asked_at or self.concluded_at)

    @property
    def is_to_answer(self) -> bool:
        return self.part == READER and not (self.answered_at or self.concluded_at)

    @property
    def is_to_conclude(self) -> bool:
        return self.part == LEADER and not self.concluded_at


def questions_told() -> list[Told]:
    """Those that are mine, the open first."""
    return rows(Told, "questions_told", question=None, most=MOST)


def question_told(question_id: uuid.UUID) -> Told | None:
    found = rows(Told, "questions_told", question=question_id, most=1)
    return found[0] if found else None


class AdviceTold(NamedTuple):
    """What the privacy officer advised."""

    name: str
    written_at: datetime
    text: str


def advices(question_id: uuid.UUID) -> list[AdviceTold]:
    """For the privacy officer and the leader; nothing for the person."""
    return rows(AdviceTold, "question_advices", question=question_id)
