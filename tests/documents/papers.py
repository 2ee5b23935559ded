"""Papers that somebody has signed, in one line."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.case.models import Case
from cases.conversation.services import conversation_begin
from cases.documents.judging import Accepted
from cases.documents.models import Document, FileType
from cases.documents.services import answer_keep, document_keep
from consent.models import Asked, Consent
from consent.reading import form_of
from consent.services import Share, period_keep, shares_keep, text_read
from municipality.access.identity import as_system, as_user
from tests.cast import Cast
from tests.conversation.asking import MOTHER, Question

SCAN = Accepted(FileType.PDF, b"%PDF " + bytes(range(256)) * 2500, is_scanned=False)  # three parts

SMALL = Accepted(FileType.PDF, b"%PDF-" + bytes(100), is_scanned=True)


def put(
    cast: Cast,
    case_id: uuid.UUID,
    author: str,
    unit: str,
    kind: str = "school",
    *,
    file: Accepted = SMALL,
    **more: Any,
) -> uuid.UUID:
    """Somebody keeps a file in a log."""
    with as_user(getattr(cast, author).pk):
        case = Case.objects.get(pk=case_id)
        return document_keep(case=case, unit=getattr(cast, unit), kind=kind, file=file, **more)


def sign(question: Question, answer: str = "yes", *papers: Accepted) -> Document:
    """The mother answers on paper to what the teacher asks."""
    return signed(question.cast, question.consent_id, MOTHER, answer, *papers)


def signed(cast: Cast, consent_id: uuid.UUID, name: str, answer: str = "yes", *papers: Accepted) -> Document:
    with as_user(cast.teacher.pk):
        answer_keep(
            person_id=Asked.objects.get(consent=consent_id, name=name).pk,
            answer=answer,
            said_on=timezone.localdate(),
            how="papir",
            papers=papers or [SCAN],
        )
    with as_system("test: the paper"):
        return Document.objects.latest("added_at")


def asked_in_log(cast: Cast, case_id: uuid.UUID, *units: str) -> uuid.UUID:
    """The teacher, who holds the baton, asks the family of a log for more: these units about the family."""
    with as_user(cast.teacher.pk):
        case = Case.objects.get(pk=case_id)
        consent_id = conversation_begin(case=case)
        shares = [Share(getattr(cast, unit), ["family"]) for unit in units]
        shares_keep(consent_id=consent_id, shares=shares, for_plan=False)
        ends = timezone.localdate() + timedelta(days=100)
        period_keep(consent_id=consent_id, ends=ends, purpose="")
        text_read(consent_id=consent_id, text=form_of(Consent.objects.get(pk=consent_id)))
    return consent_id
