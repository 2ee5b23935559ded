"""The page of consents as one reader sees it."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from cases.case.models import Case
from cases.consents.table import Table
from cases.conversation.services import conversation_begin
from consent.models import Asked, Consent, LegalBasis
from consent.reading import form_of
from consent.services import (
    Share,
    answer_register,
    consent_conclude,
    midnight_after,
    period_keep,
    shares_keep,
    text_read,
)
from municipality.access.identity import as_system, as_user
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.reading import shown

Cells = dict[tuple[str, str], tuple[list[str], str]]


def page(cast: Cast, case_id: uuid.UUID, person: str, below: str = "") -> Any:
    answer = as_(getattr(cast, person)).get(f"/stafettlogger/{case_id}/samtykke/{below}")
    assert answer.status_code == 200
    return answer


def words(cast: Cast, case_id: uuid.UUID, person: str, below: str = "") -> str:
    return shown(page(cast, case_id, person, below).text)


def cells(cast: Cast, case_id: uuid.UUID, person: str) -> Cells:
    """By kind and unit: the words of each part, and what is left out. Only what is read."""
    table: Table = page(cast, case_id, person).context["table"]
    return {
        (kind, column.unit): ([f"{part.words} {part.why}".strip() for part in cell.parts], cell.without)
        for kind, _label, row, _ends in table.rows
        for column, cell in row
        if cell.reads
    }


def boxes(cast: Cast, case_id: uuid.UUID, person: str) -> list[str]:
    return [f"{one.title}. {one.text}" for one in page(cast, case_id, person).context["to_ask"]]


def lasts_until(case_id: uuid.UUID, last_day: date) -> None:
    """All that was agreed ends on this day."""
    ends = midnight_after(last_day)
    lasted = {"starts": ends - timedelta(days=400), "ends": ends}
    with as_system("test: time passes"):
        LegalBasis.objects.filter(case_id=case_id, basis_type="consent").update(**lasted)
        Consent.objects.filter(case_id=case_id).update(**lasted)


def begin_asking(cast: Cast, case_id: uuid.UUID, shares: list[Share], *, days: int = 300) -> uuid.UUID:
    """The teacher has read the family what is asked in the log."""
    with as_user(cast.teacher.pk):
        case = Case.objects.get(pk=case_id)
        asked = conversation_begin(case=case)
        shares_keep(consent_id=asked, shares=shares, for_plan=False)
        period_keep(consent_id=asked, ends=timezone.localdate() + timedelta(days=days), purpose="")
        text_read(consent_id=asked, text=form_of(Consent.objects.get(pk=asked)))
    return asked


def say(cast: Cast, asked: uuid.UUID, answer: str, *, relation: str = "mor", words: str = "") -> None:
    """What the mother, or with no relation the child, answers today."""
    with as_user(cast.teacher.pk):
        person = Asked.objects.get(consent=asked, relation=relation)
        answer_register(
            person_id=person.pk, answer=answer, said_on=timezone.localdate(), how="telefon", words=words
        )


def conclude(cast: Cast, asked: uuid.UUID, case_id: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        consent_conclude(consent_id=asked, case_id=case_id, own=cast.school)
