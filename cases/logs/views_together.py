"""Reading a log together with the child it is about, who is 12 to 14 and has asked (D12)."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.case.gates import case_or_404
from cases.case.models import Case
from cases.logs.models import Entry
from cases.logs.panels import together_of
from cases.logs.selectors import signatures
from municipality.access.verbs import value
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in


def is_read_together(case: Case) -> bool:
    """Whether the child is of an age at which somebody reads the log with it, 12 to 14: by every birth date that can be
    true, while another one waits."""
    return bool(value("is_read_together", case=case.pk))


@signed_in
@require_safe
def read_together(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """What the child would read alone at 15, in large letters and with nothing beside it. For staff who take part."""
    case = case_or_404(case_id, Act.CASE_READ_TOGETHER)
    if request.user.is_family or not is_read_together(case):
        access_log.refuse(Act.CASE_READ_TOGETHER, case_id=case_id)
        raise Http404
    found = Entry.objects.filter(pk__in=value("entries_read_together", case=case_id)).order_by("written_at")
    entries = list(found)
    parts = together_of(case, request.user)
    agreed = [row for part in parts for row in part.objects]
    access_log.record(Act.CASE_READ_TOGETHER, case_id=case_id, objects=[case, *entries, *agreed])
    signed = signatures(
        entries, listed=True
    )  # who sits beside may know more of who helps than the child does
    notes = [(one, signed[one.pk].words if one.pk in signed else "") for one in entries]
    return render(request, "logs/together.html", {"case": case, "notes": notes, "parts": parts})
