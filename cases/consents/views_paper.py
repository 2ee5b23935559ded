"""A consent as a PDF, for the family and for those who are told its words; and an empty form."""

import uuid

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.case.gates import case_or_404
from cases.consents.own_affairs import own_affairs
from cases.consents.paper import consent_paper, empty_form, on_paper
from cases.consents.sheet import adult_of_paper
from consent.form_words import BOKMAL
from consent.models import Consent
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.paper.making import Paper
from municipality.people.request import SignedInRequest, signed_in


@signed_in
@require_safe
def consent_pdf(request: SignedInRequest, case_id: uuid.UUID, consent_id: uuid.UUID) -> HttpResponse:
    """Who may not read what the form says finds none."""
    case = case_or_404(case_id, Act.CONSENT_PRINT)
    consent = Consent.objects.filter(pk=consent_id, case_id=case.pk).first()
    told = on_paper(consent.pk) if consent else None
    if consent is None or told is None:
        access_log.refuse(Act.CONSENT_PRINT, case_id=case.pk)
        raise Http404
    adult = adult_of_paper(case, request, own_affairs(case.pk))
    access_log.record(Act.CONSENT_PRINT, case_id=case.pk, objects=[consent])
    return _file(consent_paper(case, consent.pk, told, adult), f"samtykke-{timezone.localdate()}.pdf")


@signed_in
@require_safe
def empty_form_pdf(request: SignedInRequest) -> HttpResponse:
    """For those who want to fill it in by hand, in the language that the address asks for. Families and whoever works
    in no municipality have none to give.
    """
    municipality = request.user.municipality
    paper = municipality and empty_form(municipality, request.GET.get("sprak", BOKMAL))
    if not paper:
        raise Http404
    return _file(paper, "samtykkeskjema.pdf")


def _file(paper: Paper, name: str) -> HttpResponse:
    return HttpResponse(
        paper.content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
