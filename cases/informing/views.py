"""«Andre som er skrevet om»: the own tasks, one of them, and how many for the privacy officer."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.case.models import Case
from cases.informing.forms import AnswerForm
from cases.informing.models import Informing
from cases.informing.selectors import informing_counts, informing_mine, informing_one
from cases.informing.services import informing_answer
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import privacy_officer_or_403
from municipality.organisation.law import legal_reference
from municipality.people.request import SignedInRequest, signed_in
from municipality.people.workplace import workplace_of
from municipality.writing.page import Saved, WritingPage


def has_a_part_or_403(request: SignedInRequest, act: Act) -> None:
    if not workplace_of(request).has_a_part:
        access_log.refuse(act)
        raise PermissionDenied


@signed_in
@require_safe
def list_mine(request: SignedInRequest) -> HttpResponse:
    """No child is named, and the event names no log: it is about somebody else."""
    has_a_part_or_403(request, Act.INFORMING_LIST)
    found = informing_mine()
    access_log.record(Act.INFORMING_LIST, objects=[Informing(pk=one.entry_id) for one in found])
    context = {
        "open": [one for one in found if not one.outcome],
        "answered": [one for one in found if one.outcome],
        "law": legal_reference("information_to_others", timezone.localdate()),
    }
    return render(request, "informing/list.html", context)


class Answer(WritingPage):
    template = "informing/answer.html"
    form_class = AnswerForm
    act = Act.INFORMING_SET
    beside: ClassVar = {
        "say_when_they_were_told": "happened_on",
        "no_provision_not_to_tell": "provision",
        "say_how_or_why": "text",
    }

    def gate(self, entry_id: uuid.UUID) -> None:
        has_a_part_or_403(self.request, self.act)
        found = informing_one(entry_id)
        if found is None:
            self.refused()
            raise Http404
        self.one = found

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"informing:{self.kwargs['entry_id']}")

    def initial(self) -> dict[str, Any]:
        one = self.one
        return {
            "outcome": one.outcome,
            "happened_on": one.happened_on,
            "provision": one.provision,
            "text": one.said,
        }

    def shown(self, form: AnswerForm) -> None:
        access_log.record(Act.INFORMING_LIST, objects=[Informing(pk=self.one.entry_id)])

    def save(self, form: AnswerForm) -> Saved:
        informing_answer(self.one.entry_id, form.answered)
        return Saved(reverse("informing:list"), _("Lagret."))

    def context(self, form: AnswerForm) -> dict[str, Any]:
        return {"one": self.one, "reads": Case.objects.filter(pk=self.one.case_id).exists()}


@signed_in
@require_safe
def counts(request: SignedInRequest) -> HttpResponse:
    """By unit, for the privacy officer; of no note."""
    privacy_officer_or_403(request, Act.INFORMING_COUNT)
    access_log.record(Act.INFORMING_COUNT)
    return render(request, "informing/counts.html", {"counts": informing_counts()})
