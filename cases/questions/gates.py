"""The first line of the pages about questions. Whoever may not finds nothing."""

import uuid
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from cases.questions.selectors import READER, Told, question_told, questions_told
from cases.questions.services import About
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import is_privacy_officer
from municipality.people.workplace import workplace_of


def has_a_part(request: HttpRequest) -> bool:
    """The privacy officer, and who works in a unit or takes a leader's place."""
    return is_privacy_officer(request) or workplace_of(request).has_a_part


def has_a_part_or_403(request: HttpRequest, act: Act) -> None:
    if not has_a_part(request):
        access_log.refuse(act)
        raise PermissionDenied


def question_or_404(
    request: HttpRequest, question_id: uuid.UUID, act: Act, may: Callable[[Told], bool] = lambda _one: True
) -> Told:
    """One that is mine, and with which I may do this now."""
    has_a_part_or_403(request, act)
    found = question_told(question_id)
    if found is None or not may(found):
        access_log.refuse(act, shown=f"question:{question_id}")
        raise Http404
    return found


def open_about(about: About) -> Told | None:
    """What somebody has asked of the same person, pattern and days, and nobody has concluded; not for the person."""
    return next(
        (
            one
            for one in questions_told()
            if one.part != READER
            and not one.concluded_at
            and (one.pattern, one.reader_id, one.unit_id) == (about.pattern, about.user_id, about.unit_id)
            and one.first_day <= about.last_day
            and about.first_day <= one.last_day
        ),
        None,
    )
