"""What tests of joining have in common: two logs of Emma, and what her mother says in each."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from cases.consents.join_answers import join_answer_register, join_answers
from cases.joining.models import Joining
from cases.joining.selectors import MINE, OTHER
from cases.joining.services import joining_accept, joining_propose
from cases.opening.services import Parent
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from tests.cast import Cast
from tests.logs.opening import open_log

AT_THE_CLINIC = {"clinic": ("school", "health"), "coordinating": ("school",)}


@dataclass(frozen=True)
class Two:
    """The teacher holds the older, the nurse the newer."""

    older: uuid.UUID
    newer: uuid.UUID


def newer_log(cast: Cast, **other: Any) -> uuid.UUID:
    given = {"first_text": "Emma sover lite.", "first_kind": "health"} | other
    return open_log(cast, opener="nurse", unit="clinic", shares=AT_THE_CLINIC, **given)


def both_parents(cast: Cast) -> list[Parent]:
    """Both have responsibility."""
    return [
        Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number),
        Parent("Fredrik Eksempel", "far", True, "folkeregisteret", Answer.YES, cast.father_number),
    ]


def two_logs(cast: Cast) -> Two:
    return Two(open_log(cast), newer_log(cast))


def says(
    holder: User, case_id: uuid.UUID, answer: str = "yes", who: str = "Mona", on: date | None = None
) -> None:
    """What somebody of the family says, as the holder writes it down."""
    with as_user(holder.pk):
        person = next(one for one in join_answers(case_id) if one.name.startswith(who))
        join_answer_register(
            case_id=case_id, who=person.who, says=answer, said_on=on or timezone.localdate(), how="samtale"
        )


def agreed(cast: Cast) -> Two:
    """The mother has said yes in both."""
    two = two_logs(cast)
    says(cast.nurse, two.newer)
    says(cast.teacher, two.older)
    return two


def proposed(cast: Cast) -> Two:
    """The teacher wants to hold the one log."""
    two = agreed(cast)
    with as_user(cast.teacher.pk):
        joining_propose(case_id=two.older, holder=MINE)
    return two


def joined(cast: Cast) -> Two:
    """The nurse says yes: the older is held by the teacher."""
    two = proposed(cast)
    with as_user(cast.nurse.pk):
        joining_accept(case_id=two.newer, holder=OTHER)
    return two


def states() -> list[str]:
    with as_system("test: the rows"):
        return list(Joining.objects.order_by("asked_at").values_list("state", flat=True))
