"""Asking a team without names, and fetching the answer. Neither leaves a trace that leads to the asker."""

import hashlib
import secrets
import uuid
from datetime import date
from typing import Final, NamedTuple

from django.db import transaction

from municipality.access.refusals import NothingThere
from municipality.access.verbs import call, rows
from municipality.organisation.models import Team, Theme, Unit

# Without letters and digits that are mistaken for each other. Twelve of thirty: 58 bits, which nobody guesses.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH: Final = 12


class Answer(NamedTuple):
    """What a code gives. `answer` is empty and `answered_on` None until the team has answered."""

    team: str
    question: str
    asked_on: date
    answer: str
    answered_on: date | None


def fresh_code() -> str:
    """A claim code for a form: twelve letters and digits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


@transaction.atomic
def discussion_ask(
    *,
    claim: str,
    team: Team,
    unit: Unit,
    age_band: str,
    theme: Theme,
    arena: str,
    tried: str,
    question: str,
) -> str:
    """Ask for advice without names; returns the claim code as it is shown once. Only its digest is stored.

    `claim` came with the form: a second sending asks nothing again. PermissionDenied for a unit that is not the
    user's own or is of another municipality, NothingThere if the same was asked today with another code. No event is
    written: it would lead back to the person who asked.
    """
    code = claim if len(_plain(claim)) == CODE_LENGTH else fresh_code()
    try:
        call(
            "discussion_ask",
            id=uuid.uuid4(),
            team=team.pk,
            unit=unit.pk,
            age_band=age_band,
            theme=theme.pk,
            arena=arena,
            tried=tried,
            question=question,
            claim=_digest(code),
        )
    except NothingThere:
        earlier = answer_for(code)
        if earlier is None or earlier.question != question:
            raise
    return _shown(code)


def _shown(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def answer_for(code: str) -> Answer | None:
    """The answer for a claim code, however it is spelled; None when there is none of that code in this municipality."""
    found = rows(Answer, "discussion_claim", claim=_digest(code))
    return found[0] if found else None


def _digest(code: str) -> str:
    return hashlib.sha256(_plain(code).encode()).hexdigest()


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter in ALPHABET)
