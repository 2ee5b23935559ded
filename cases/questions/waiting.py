"""What a question asks on «Min dag»: of the leader to ask and to conclude, of the person to answer. No log is named."""

import uuid
from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.myday.waiting import Group, Waiting
from cases.myday.waiting import register as register_waiting
from cases.myday.watching import register as register_watched
from cases.notices.registry import Target
from cases.notices.registry import register as register_targets
from cases.questions.models import Question
from cases.questions.selectors import Told, questions_told
from cases.questions.views import OF_QUESTIONS
from cases.questions.watching import on_first_page
from municipality.notices.models import Notice
from municipality.people.models import User
from municipality.people.workplace import Workplace

QUESTIONS: Final = Group("questions", "questions:list", gettext_lazy("Spørsmål om hva som er lest"))


def _line(one: Told) -> Waiting | None:
    if one.is_to_answer:
        text, page = _("Svar lederen om noe du har lest"), "questions:answer"
    elif one.is_to_ask:
        text, page = _("Spør %(name)s om hva som er lest") % {"name": one.reader}, "questions:read"
    elif one.is_to_conclude and one.answered_at:
        text, page = (
            _("Avgjør spørsmålet til %(name)s om hva som er lest") % {"name": one.reader},
            "questions:read",
        )
    else:
        return None
    return Waiting(text, reverse(page, args=[one.id]), QUESTIONS, shown=(Question(pk=one.id),))


def waiting(_user: User, place: Workplace) -> list[Waiting]:
    if not place.has_a_part:
        return []
    return [line for one in questions_told() if (line := _line(one))]


def targets(notices: Sequence[Notice]) -> dict[uuid.UUID, Target]:
    """The notice names nothing; the list says what it is about."""
    page = Target(reverse("questions:list"))
    return {one.pk: page for one in notices if one.notice_type in OF_QUESTIONS}


def register_questions() -> None:
    """Called from the app's `ready()`."""
    register_waiting("questions", waiting)
    register_targets("questions", targets)
    register_watched("questions", on_first_page)
