"""«Avvik»: what the privacy officer sees of it, and does about it. Never what a log said, and no child's name."""

import uuid
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.deviations.clock import clock_of
from cases.deviations.forms import NoteForm, TellForm
from cases.deviations.gates import deviation_or_404
from cases.deviations.selectors import PER_PAGE, deviation_seen, deviations
from cases.deviations.services import deviation_note, deviation_tell
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import privacy_officer_or_403
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.organisation.law import legal_reference
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.paging import slice_of
from municipality.writing.page import Saved, WritingPage


@signed_in
@require_safe
def list_deviations(request: SignedInRequest) -> HttpResponse:
    privacy_officer_or_403(request, Act.DEVIATION_LIST)
    page = slice_of(deviations(), request.GET.get("page"), PER_PAGE)
    access_log.record(Act.DEVIATION_LIST, objects=page.rows)
    notices_seen(NoticeType.DEVIATION, NoticeType.DEVIATION_DUE)
    lines = [(one, clock_of(one)) for one in page.rows]
    return render(request, "deviations/list.html", {"page": page, "lines": lines})


class _OfOne(WritingPage):
    """A page about one deviation of the privacy officer's municipality."""

    def gate(self, deviation_id: uuid.UUID) -> None:
        privacy_officer_or_403(self.request, self.act)
        self.deviation = deviation_or_404(deviation_id, Act.DEVIATION_READ)

    def shown(self, form: Any) -> None:
        access_log.record(Act.DEVIATION_READ, unit_id=self.deviation.unit_id, objects=[self.deviation])

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"deviation:{self.deviation.pk}")


class Read(_OfOne):
    """One of them, with who had seen it, its clock, and a field for what was done."""

    template = "deviations/deviation.html"
    form_class = NoteForm
    is_read_first = True
    act = Act.DEVIATION_NOTE
    beside: ClassVar = {"answer_who_is_told_first": "closes", "say_which_day_they_were_told": "happened_on"}

    def about(self) -> dict[str, Any]:
        return {"deviation": self.deviation}

    def initial(self) -> dict[str, Any]:
        """What is closed stays so, unless the tick is taken away."""
        return {"closes": self.deviation.closed_at is not None}

    def save(self, form: NoteForm) -> Saved:
        said = form.cleaned_data
        deviation_note(
            deviation=self.deviation,
            kind=said["kind"],
            text=said["text"],
            happened_on=said["happened_on"],
            closes=said["closes"],
        )
        return Saved(reverse("deviations:read", args=[self.deviation.pk]), _("Lagret."))

    def context(self, form: NoteForm) -> dict[str, Any]:
        today = timezone.localdate()
        return {
            "deviation": self.deviation,
            "clock": clock_of(self.deviation),
            "seen": deviation_seen(self.deviation) if self.deviation.is_moved else [],
            "notes": self.deviation.notes.prefetch_related("written_by"),
            "to_authority": legal_reference("breach_to_the_authority", today),
            "to_concerned": legal_reference("breach_to_those_concerned", today),
        }


class Tell(_OfOne):
    """Tells the family of a reading without right, once: the page says who is told, and what stands there."""

    template = "deviations/tell.html"
    form_class = TellForm
    act = Act.DEVIATION_TELL

    def gate(self, deviation_id: uuid.UUID) -> None:
        super().gate(deviation_id)
        if not self.deviation.is_a_reading or self.deviation.told_at:
            self.refused()
            raise Http404

    def save(self, form: TellForm) -> Saved:
        deviation_tell(deviation=self.deviation, text=form.cleaned_data["text"])
        words = _("Familien har fått vite det.")
        return Saved(reverse("deviations:read", args=[self.deviation.pk]), words)

    def context(self, form: TellForm) -> dict[str, Any]:
        return {"deviation": self.deviation}
