"""The plan on paper: asking for it, seeing how far the worker has come, and fetching the file."""

import uuid
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cases.case.gates import case_or_404
from cases.plans.files import open_file
from cases.plans.gates import document_or_404, plan_or_404
from cases.plans.models import DocumentState, PlanFile
from cases.plans.services import document_order
from municipality.access.refusals import Refused
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in

STEPS: Final = (
    (DocumentState.WAITING, gettext_lazy("Venter på tur")),
    (DocumentState.GATHERING, gettext_lazy("Henter det planen skal vise")),
    (DocumentState.SETTING, gettext_lazy("Setter opp sidene")),
    (DocumentState.SEALING, gettext_lazy("Gjør dokumentet klart for arkiv og skjermleser")),
)


@signed_in
@require_POST
def order(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Ask for the plan as a PDF. By anybody who reads the plan, the family too."""
    case = case_or_404(case_id, Act.DOCUMENT_ORDER)
    plan = plan_or_404(case, Act.DOCUMENT_ORDER)
    try:
        document_id = document_order(plan=plan)
    except Refused:
        access_log.refuse(Act.DOCUMENT_ORDER, case_id=case.pk)
        raise
    return redirect("plans:document", case.pk, document_id)


@signed_in
@require_safe
def progress(request: SignedInRequest, case_id: uuid.UUID, document_id: uuid.UUID) -> HttpResponse:
    """How far the document has come. `?del=1` is for static/js/progress.js: the steps alone, which name nobody."""
    case = case_or_404(case_id, Act.PLAN_READ)
    document = document_or_404(case, document_id, Act.PLAN_READ)
    has_file = PlanFile.objects.filter(document=document).exists()
    order_of = [state.value for state, _label in STEPS]
    now = order_of.index(document.state) if document.state in order_of else len(order_of)
    context = {
        "case": case,
        "document": document,
        "has_file": has_file,
        "steps": [
            (label, "done" if place < now else "current" if place == now else "")
            for place, (_state, label) in enumerate(STEPS)
        ],
        "words": _words(document.state, now, has_file),
    }
    if request.GET.get("del"):
        return render(request, "plans/_progress.html", context)
    access_log.record(Act.PLAN_READ, case_id=case.pk, objects=[document])
    return render(request, "plans/document_progress.html", context)


def _words(state: str, now: int, has_file: bool) -> str:
    """What a screen reader says when something has happened."""
    if state == DocumentState.FAILED:
        return _("Det gikk ikke å lage dokumentet.")
    if state == DocumentState.READY:
        return _("Dokumentet er ferdig.") if has_file else _("Filen er ikke her lenger.")
    return _("Steg %(now)s av %(all)s: %(what)s.") % {
        "now": now + 1,
        "all": len(STEPS),
        "what": DocumentState(state).label,
    }


@signed_in
@require_safe
def download(request: SignedInRequest, case_id: uuid.UUID, document_id: uuid.UUID) -> HttpResponse:
    """The file, for those whose bases cover all that it holds. Its name gives the day and no person (R10)."""
    case = case_or_404(case_id, Act.DOCUMENT_READ)
    document = document_or_404(case, document_id, Act.DOCUMENT_READ)
    file = PlanFile.objects.filter(document=document).first()
    if file is None:
        access_log.refuse(Act.DOCUMENT_READ, case_id=case.pk)
        raise Http404
    access_log.record(Act.DOCUMENT_READ, case_id=case.pk, objects=[document])
    made = timezone.localtime(document.state_at)
    name = f"individuell-plan-{case.number}-{made:%Y-%m-%d-%H%M}.pdf"
    return HttpResponse(
        open_file(file),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
