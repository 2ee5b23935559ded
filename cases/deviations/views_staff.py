"""«Meld avvik», the own reports, and what the leader's place is told of readings without right."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.deviations.forms import ReportForm
from cases.deviations.gates import has_a_part_or_403, units_or_403
from cases.deviations.selectors import led, own_reports
from cases.deviations.services import deviation_report
from municipality.audit import access_log
from municipality.audit.access_log import Shown
from municipality.audit.acts import Act
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, signed_in
from municipality.writing.page import Saved, WritingPage


class Report(WritingPage):
    """Goes to the privacy officer, and is read by nobody else but its author."""

    template = "deviations/report.html"
    form_class = ReportForm
    act = Act.DEVIATION_REPORT
    makes_new = True

    def gate(self) -> None:
        self.units = units_or_403(self.request, self.act)

    def about(self) -> dict[str, Any]:
        return {"units": self.units}

    def save(self, form: ReportForm) -> Saved:
        deviation_report(form.reported)
        return Saved(reverse("deviations:own"), _("Avviket er meldt til personvernombudet."))


@signed_in
@require_safe
def own(request: SignedInRequest) -> HttpResponse:
    """What one has reported; and as leader, which notes of the unit were read without right."""
    has_a_part_or_403(request, Act.DEVIATION_LIST)
    reported, readings = list(own_reports(request.user.pk)), led()
    access_log.record_list(
        Act.DEVIATION_LIST, [*reported, *(Shown(None, f"deviationlog:{one.id}") for one in readings)]
    )
    notices_seen(NoticeType.READING_SOURCE)
    return render(request, "deviations/own.html", {"reported": reported, "readings": readings})
