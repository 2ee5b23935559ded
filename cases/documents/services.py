"""Keeping a file, in the transaction of what it belongs to: both are stored, or neither."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from cases.case.models import Case
from cases.documents.judging import Accepted
from cases.documents.keeping import sealed_parts
from cases.documents.models import Document
from consent.services import answer_register
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit


@transaction.atomic
def answer_keep(
    *,
    person_id: uuid.UUID,
    answer: str,
    said_on: date,
    how: str,
    words: str = "",
    papers: Iterable[Accepted] = (),
    reading_id: uuid.UUID | None = None,
) -> bool:
    """Write down what somebody answered, with what they signed on paper. False when this no ends the question.

    Refused as `answer_register` is.
    """
    reply_id = uuid.uuid4()
    goes_on = answer_register(
        person_id=person_id,
        answer=answer,
        said_on=said_on,
        how=how,
        words=words,
        reading_id=reading_id,
        reply_id=reply_id,
    )
    for paper in papers:
        document_id = uuid.uuid4()
        case_id = call(
            "paper_keep",
            id=document_id,
            reply=reply_id,
            file_type=paper.file_type,
            size=len(paper.content),
            scanned=paper.is_scanned,
        )
        _keep_parts(document_id, paper)
        access_log.record(Act.FILE_KEEP, case_id=case_id, objects=[Document(pk=document_id)])
    return goes_on


@transaction.atomic
def document_keep(
    *, case: Case, unit: Unit, kind: str, file: Accepted, withheld_because: str = "", kept: bool = False
) -> uuid.UUID:
    """Keep a file in a log, read by those who would read a note of the same kind. Returns its key.

    Refused for those who may not write there for this unit.
    """
    document_id = uuid.uuid4()
    call(
        "document_keep",
        id=document_id,
        case=case.pk,
        unit=unit.pk,
        kind=kind,
        withheld=withheld_because,
        kept=kept,
        file_type=file.file_type,
        size=len(file.content),
        scanned=file.is_scanned,
    )
    _keep_parts(document_id, file)
    access_log.record(Act.FILE_KEEP, case_id=case.pk, unit_id=unit.pk, objects=[Document(pk=document_id)])
    return document_id


def _keep_parts(document_id: uuid.UUID, file: Accepted) -> None:
    for place, sealed in sealed_parts(document_id, file.content):
        call("document_part_keep", document=document_id, place=place, sealed=sealed)
