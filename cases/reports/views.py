"""One's own reports to barnevern: what to do on suspicion, the list, registering one, and what came of it."""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.case.gates import acting_units, case_or_404
from cases.concerns.gates import concern_or_404
from cases.logs.withheld import section_of
from cases.reports.forms import RegisterForm, ReportForm, as_stored
from cases.reports.gates import own_report, report_or_404, works_in_a_unit_or_403
from cases.reports.models import Report
from cases.reports.selectors import leaders_told, receivers_in, reports
from cases.reports.services import report_change, report_register
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.law import legal_reference
from municipality.organisation.models import Unit
from municipality.people.request import SignedInRequest, signed_in
from municipality.people.workplace import workplace_of
from municipality.ui.words import Child, in_a_row
from municipality.writing.page import Saved, WritingPage


@signed_in
@require_safe
def suspicion(request: SignedInRequest) -> HttpResponse:
    """What to do on suspicion of violence, abuse or neglect. It is about nobody."""
    works_in_a_unit_or_403(request, Act.REPORT_LIST)
    today = timezone.localdate()
    context = {
        "municipality": workplace_of(request).municipality,
        "duty_to_report": legal_reference("duty_to_report", today),
        "duty_to_avert": legal_reference("duty_to_avert", today),
        "on_a_pregnancy": legal_reference("report_on_a_pregnancy", today),
    }
    return render(request, "reports/suspicion.html", context)


@signed_in
@require_safe
def own(request: SignedInRequest) -> HttpResponse:
    """One's own; and those of the unit that one reads as its leader."""
    works_in_a_unit_or_403(request, Act.REPORT_LIST)
    found = list(reports())
    access_log.record(Act.REPORT_LIST, objects=found)
    context = {
        "own": [one for one in found if one.author_id == request.user.pk],
        "of_others": [one for one in found if one.author_id != request.user.pk],
    }
    return render(request, "reports/list.html", context)


@signed_in
@require_safe
def read(request: SignedInRequest, report_id: uuid.UUID) -> HttpResponse:
    report = report_or_404(report_id)
    access_log.record(Act.REPORT_READ, unit_id=report.unit_id, objects=[report])
    is_own = report.author_id == request.user.pk
    hidden = report.hidden_because
    context = {
        "report": report,
        "is_own": is_own,
        "readers": _readers(report) if is_own else "",
        "section": section_of(hidden, timezone.localdate(report.registered_at)) if hidden else "",
    }
    return render(request, "reports/read.html", context)


def _readers(report: Report) -> str:
    others = [one.name for one in leaders_told(report.unit) if one.user_id != report.author_id]
    if report.leader_reads and others:
        return _("Leses av: deg og %(names)s. Ingen andre.") % {"names": in_a_row(others)}
    return _("Leses av: deg. Ingen andre.")


class _Page(WritingPage):
    """What is refused is noted without a log, by which it would be told who has asked about which child."""

    def refused(self) -> None:
        access_log.refuse(self.act)

    def leaders_line(self, unit: Unit) -> str:
        """Who reads it as leader if one lets them, and why; empty where nobody does."""
        told = [one for one in leaders_told(unit) if one.user_id != self.request.user.pk]
        if not told:
            return ""
        words = {"names": in_a_row([one.name for one in told]), "why": told[0].because}
        return _("Da leser %(names)s det. Kommunens begrunnelse: %(why)s") % words


class Register(_Page):
    """For a child that one names, or of an undring or a log that one reads, which says whom it is about."""

    template = "reports/register.html"
    form_class: ClassVar[Callable[..., Any]] = RegisterForm
    act = Act.REPORT_REGISTER
    makes_new = True

    def gate(self, concern_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None) -> None:
        works_in_a_unit_or_403(self.request, self.act)
        self.units, self.child, self.back = workplace_of(self.request).units, None, reverse("reports:list")
        self.is_expected = False
        if concern_id:
            concern = concern_or_404(concern_id, Act.CONCERN_READ)
            access_log.record(Act.CONCERN_READ, unit_id=concern.unit_id, objects=[concern])
            self.child, self.back = concern.child, reverse("concerns:read", args=[concern_id])
            self.is_expected = concern.birth_date is None
            self.units = [one for one in self.units if one.pk == concern.unit_id] or self.units
        if case_id:
            case = case_or_404(case_id, Act.CASE_READ)
            access_log.record(Act.CASE_READ, case_id=case.pk)
            self.child, self.back = case.child, reverse("logs:read", args=[case_id])
            self.is_expected = case.is_expecting
            mine = {one.pk for one in acting_units(case)}
            self.units = [one for one in self.units if one.pk in mine] or self.units

    def about(self) -> dict[str, Any]:
        of_health = [_("Helse- og omsorgstjenesten i kommunen")]
        to = of_health if self.is_expected else receivers_in(self.units[0])
        return {
            "units": self.units,
            "child": self.child,
            "in_log": "case_id" in self.kwargs,
            "leaders": {unit.pk: self.leaders_line(unit) for unit in self.units},
            "to": to[0] if len(to) == 1 else "",
        }

    def save(self, form: RegisterForm) -> Saved:
        report = report_register(
            author=self.request.user, unit=form.chosen_unit, said=form.said, **self.kwargs
        )
        return Saved(reverse("reports:read", args=[report.pk]), _("Meldingen er registrert."))

    def context(self, form: RegisterForm) -> dict[str, Any]:
        return {
            "child": self.child,
            "back_url": self.back,
            **self.kwargs,
            "municipality": self.units[0].municipality,
            "is_expected": self.is_expected,
        }


class Change(_Page):
    """By the author: a receipt or an answer has come, the family has been told, a slip of the hand."""

    template = "reports/change.html"
    form_class: ClassVar[Callable[..., Any]] = ReportForm
    act = Act.REPORT_CHANGE

    def gate(self, report_id: uuid.UUID) -> None:
        self.report = own_report(self.request, report_id, self.act)

    def about(self) -> dict[str, Any]:
        one = self.report
        linked = one.case_id or one.concern_id
        return {
            "child": Child(one.child_name, one.birth_date, one.due_date) if linked else None,
            "in_log": bool(one.case_id),
            "leaders": self.leaders_line(one.unit),
            "leader_reads": one.leader_reads,
        }

    def initial(self) -> dict[str, Any]:
        return as_stored(self.report)

    def shown(self, form: ReportForm) -> None:
        access_log.record(Act.REPORT_READ, unit_id=self.report.unit_id, objects=[self.report])

    def save(self, form: ReportForm) -> Saved:
        report_change(report=self.report, version=form.cleaned_data["version"], said=form.said)
        return Saved(reverse("reports:read", args=[self.report.pk]), _("Endringen er lagret."))

    def context(self, form: ReportForm) -> dict[str, Any]:
        return {"report": self.report}
