"""What those who answer say to being joined with a log that there may be already: written down, seen, taken back."""

import uuid
from datetime import date
from typing import NamedTuple

from django.db import transaction

from cases.case.models import Relation
from consent.join_answers import JoinHow, JoinSays
from municipality.access.verbs import call, rows
from municipality.notices.services import deliver_soon


class JoinAnswered(NamedTuple):
    """Somebody who answers in a log, and what was said last; `says` is empty while nothing was. `mine`: the reader."""

    who: uuid.UUID
    name: str
    relation: str
    can_say_yes: bool
    says: str
    said_on: date | None
    how: str
    mine: bool

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def relation_label(self) -> str:
        return str(Relation(self.relation).label) if self.relation else ""

    @property
    def says_label(self) -> str:
        return str(JoinSays(self.says).label) if self.says else ""

    @property
    def how_label(self) -> str:
        return str(JoinHow(self.how).label) if self.how else ""

    @property
    def is_yes(self) -> bool:
        return self.says == JoinSays.YES


class AskedToJoin(NamedTuple):
    """Somebody who can answer it in a question, and what was said last."""

    asked_id: uuid.UUID
    says: str
    said_on: date | None


def join_answers(case_id: uuid.UUID) -> list[JoinAnswered]:
    """Everybody who answers there today; for the relay holder and the family, to others nothing."""
    return rows(JoinAnswered, "join_answers", case=case_id)


def join_answers_to_question(consent_id: uuid.UUID) -> dict[uuid.UUID, AskedToJoin]:
    """By the key of who is asked; for who asks."""
    found = rows(AskedToJoin, "join_answers_to_question", consent=consent_id)
    return {one.asked_id: one for one in found}


@transaction.atomic
def join_answer_to_question(*, person_id: uuid.UUID, says: str, said_on: date, how: str) -> None:
    """Write down what one of those who are asked said. By who asks; refused for one who does not answer."""
    call(
        "join_answer_to_question",
        id=uuid.uuid4(),
        asked=person_id,
        says=says,
        said_on=said_on,
        how=how,
    )
    deliver_soon()


@transaction.atomic
def join_answer_register(*, case_id: uuid.UUID, who: uuid.UUID, says: str, said_on: date, how: str) -> None:
    """The same in a log, by its relay holder."""
    call(
        "join_answer_register",
        id=uuid.uuid4(),
        case=case_id,
        who=who,
        says=says,
        said_on=said_on,
        how=how,
    )
    deliver_soon()


@transaction.atomic
def join_answer_take_back(*, case_id: uuid.UUID) -> None:
    """One of the family takes the own yes back; the relay holder is told. Raises NothingThere if there is none."""
    call("join_answer_take_back", id=uuid.uuid4(), case=case_id)
    deliver_soon()
