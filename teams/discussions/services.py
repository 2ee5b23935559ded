"""Asking a team without names, and fetching the answer. Neither leaves a trace that leads to the one who asked."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from municipality.access.verbs import call, rows
from municipality.organisation.models import Team, Theme, Unit

# Without letters and digits that are mistaken for each other. Twelve of thirty: 58 bits, which nobody guesses.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH: Final = 12


@dataclass(frozen=True)
class Answer:
    """What one gets for a code. `answer` is empty and `answered_on` None until the team has answered."""

    team: str
    question: str
    asked_on: date
    answer: str
    answered_on: date | None


@transaction.atomic
def discussion_ask(
    *, team: Team, unit: Unit, age_band: str, theme: Theme, arena: str, tried: str, question: str
) -> str:
    """Ask for advice without names; returns the claim code, which is shown once and stored nowhere.

    PermissionDenied for a unit that is not one's own or of another municipality. No event is written: it would lead
    back to the one who asked.
    """
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    call(
        "discussion_ask",
        uuid.uuid4(),
        team.pk,
        unit.pk,
        age_band,
        theme.pk,
        arena,
        tried,
        question,
        _digest(code),
    )
    return "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def answer_for(code: str) -> Answer | None:
    """The answer for a claim code, however it is spelled; None when there is none of that code in this municipality."""
    found = rows("select * from discussion_claim(%s)", _digest(code))
    if not found:
        return None
    row = found[0]
    return Answer(row["team_name"], row["question"], row["asked_on"], row["answer"], row["answered_on"])


def _digest(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()
