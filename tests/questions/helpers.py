"""A question about what the teacher has read, sent by the privacy officer to the head of the school."""

import uuid
from typing import Any

from django.utils import timezone

from cases.questions.services import About, question_advise, question_ask, question_send
from municipality.access.identity import as_user
from tests.cast import Cast
from tests.patterns.helpers import read, rename, talked_over

SENT, ASKED, ADVICE = "Samme etternavn som barnet.", "Kjenner du familien?", "Spør om det før du avgjør."


def sent_question(cast: Cast, cases: list[Any]) -> uuid.UUID:
    """The teacher has for a moment the surname of a child whose log she has read."""
    talked_over(cast, pattern_logs_a_day=500)
    before = cast.teacher.display_name
    rename(cast.teacher, "Kari Eksempel")
    read(cast.teacher, *cases)
    today = timezone.localdate()
    with as_user(cast.privacy_officer.pk):
        made = question_send(About("surname", cast.teacher.pk, cast.school.pk, today, today), text=SENT)
    rename(cast.teacher, before)
    return made


def asked_question(cast: Cast, cases: list[Any]) -> uuid.UUID:
    made = sent_question(cast, cases)
    with as_user(cast.head.pk):
        question_ask(made, text=ASKED)
    return made


def advised_question(cast: Cast, cases: list[Any]) -> uuid.UUID:
    made = asked_question(cast, cases)
    with as_user(cast.privacy_officer.pk):
        question_advise(made, text=ADVICE)
    return made
