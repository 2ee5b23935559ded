"""A log on paper: a page that is all there is to print, with the button that prints it."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.case.gates import case_or_404
from cases.logs.panels import paper_of
from cases.logs.paper import happened_on_paper, paper_for
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.law import legal_reference
from municipality.people.request import SignedInRequest, signed_in


@signed_in
@require_safe
def print_log(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """What the reader may read of the log. That it was opened counts as printed: what follows is not ours to see."""
    case = case_or_404(case_id, Act.CASE_PRINT)
    paper = paper_for(case, request.user)
    brought = paper_of(case, request.user)
    objects = [row for part in brought for row in part.objects]
    access_log.record(Act.CASE_PRINT, case_id=case.pk, objects=[case, *paper.entries, *objects])
    now = timezone.localtime()
    context = {
        "case": case,
        "level_name": case.municipality.level_names[case.level],
        "paper": paper,
        "brought": brought,
        "lines": paper.with_what_happened(happened_on_paper(case, request.user)),
        "printed_at": now,
        "exempt_by": legal_reference("exempt_from_public_access", now.date()),
    }
    return render(request, "logs/paper.html", context)
