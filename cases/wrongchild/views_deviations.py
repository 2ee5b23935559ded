"""«Avvik»: what the privacy officer sees of it, and writes about it. Never what it said, and no child's name."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.wrongchild.forms import DeviationForm
from cases.wrongchild.gates import deviation_or_404
from cases.wrongchild.selectors import PER_PAGE, deviation_seen, deviations
from cases.wrongchild.services import deviation_note
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import privacy_officer_or_403
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.paging import slice_of
from municipality.writing.page import Saved, WritingPage


@signed_in
@require_safe
def list_deviations(request: SignedInRequest) -> HttpResponse:
    privacy_officer_or_403(request, Act.DEVIATION_LIST)
    page = slice_of(deviations(), request.GET.get("page"), PER_PAGE)
    access_log.record(Act.DEVIATION_LIST, objects=page.rows)
    notices_seen(NoticeType.DEVIATION)
    return render(request, "wrongchild/deviations.html", {"page": page})


class Read(WritingPage):
    """One of them, with who had seen it, and a field for what was done."""

    template = "wrongchild/deviation.html"
    form_class = DeviationForm
    is_read_first = True
    act = Act.DEVIATION_NOTE

    def gate(self, deviation_id: uuid.UUID) -> None:
        privacy_officer_or_403(self.request, self.act)
        self.deviation = deviation_or_404(deviation_id, Act.DEVIATION_READ)

    def initial(self) -> dict[str, Any]:
        """What is closed stays so, unless the tick is taken away."""
        return {"closes": self.deviation.closed_at is not None}

    def shown(self, form: DeviationForm) -> None:
        access_log.record(Act.DEVIATION_READ, unit_id=self.deviation.unit_id, objects=[self.deviation])

    def save(self, form: DeviationForm) -> Saved:
        deviation_note(
            deviation=self.deviation, text=form.cleaned_data["text"], closes=form.cleaned_data["closes"]
        )
        return Saved(reverse("wrongchild:deviation", args=[self.deviation.pk]), _("Lagret."))

    def context(self, form: DeviationForm) -> dict[str, Any]:
        return {
            "deviation": self.deviation,
            "seen": deviation_seen(self.deviation),
            "notes": self.deviation.notes.prefetch_related("written_by"),
        }
