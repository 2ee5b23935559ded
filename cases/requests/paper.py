"""On paper: the copy of a log, and the letter with an answer."""

from typing import Any

from django.utils import timezone

from cases.requests.copying import Copy, rows_of_readings
from cases.requests.models import Came
from cases.requests.selectors import PartToAnswer
from municipality.organisation.law import legal_reference
from municipality.organisation.municipality import Municipality
from municipality.paper.making import Paper, declare_accessible, html_of, lay_out


def copy_paper(copy: Copy) -> Paper:
    """For the one who reads the log as it says; made anew each time, and kept nowhere."""
    context = {
        "copy": copy,
        "case": copy.case,
        "paper": copy.paper,
        "lines": copy.lines,
        "brought": copy.brought,
        "readings": list(rows_of_readings(copy)),
        "exempt_by": legal_reference("exempt_from_public_access", copy.made_at.date()),
    }
    return declare_accessible(lay_out(html_of("requests/copy.html", context)))


def answer_letter(part: PartToAnswer) -> Paper:
    """What was answered, to be sent."""
    answered = timezone.localtime(part.answered_at)
    context: dict[str, Any] = {
        "part": part,
        "municipality": _municipality_of(part),
        "answered_at": answered,
        "is_outside": part.came == Came.OUTSIDE,
        "complaint_by": legal_reference("complaint_about_insight", answered.date()),
        "complaint_within": legal_reference("complaint_on_an_answer", answered.date()),
        "exempt_by": legal_reference("exempt_from_public_access", answered.date()),
    }
    return declare_accessible(lay_out(html_of("requests/letter.html", context)))


def _municipality_of(part: PartToAnswer) -> Municipality | None:
    if part.unit_id:
        return Municipality.objects.filter(unit=part.unit_id).first()
    return None
