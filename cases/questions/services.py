"""Sending, asking, answering, concluding and advising. Verbs of the database: each text is written once and stays."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cases.questions.models import Question
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon


@dataclass(frozen=True)
class About:
    """Which pattern of whom, between which days; see `cases/patterns`."""

    pattern: str
    user_id: int
    unit_id: int
    first_day: date
    last_day: date


@transaction.atomic
def question_send(about: About, *, text: str) -> uuid.UUID:
    """To who has the leader's place there, by who sees the pattern: the privacy officer, or that leader."""
    made = uuid.uuid4()
    call(
        "question_send",
        id=made, pattern=about.pattern, user=about.user_id, unit=about.unit_id, since=about.first_day,
        until=about.last_day, text=text,
    )  # fmt: skip
    _noted(Act.QUESTION_SEND, made)
    return made


@transaction.atomic
def question_ask(question_id: uuid.UUID, *, text: str) -> None:
    """By the leader's place."""
    call("question_ask", question=question_id, text=text)
    _noted(Act.QUESTION_ASK, question_id)


@transaction.atomic
def question_answer(question_id: uuid.UUID, *, text: str) -> None:
    """By who was asked."""
    call("question_answer", question=question_id, text=text)
    _noted(Act.QUESTION_ANSWER, question_id)


@transaction.atomic
def question_conclude(question_id: uuid.UUID, *, outcome: str, text: str) -> None:
    """By the leader's place; what was not in order becomes a deviation. Also without an answer."""
    call("question_conclude", question=question_id, outcome=outcome, text=text)
    _noted(Act.QUESTION_CONCLUDE, question_id)


@transaction.atomic
def question_advise(question_id: uuid.UUID, *, text: str) -> None:
    """By the privacy officer, for the leader."""
    call("question_advise", question=question_id, text=text)
    _noted(Act.QUESTION_ADVISE, question_id)


@transaction.atomic
def questions_forget() -> None:
    """By the system: those that are older than the municipality keeps its events."""
    call("questions_forget")


def _noted(act: Act, question_id: uuid.UUID) -> None:
    access_log.record(act, objects=[Question(pk=question_id)])
    deliver_soon()
