"""Measures: setting one, its own page, changing it, and evaluating whether it helped."""

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.case.gates import acting_units, case_or_404
from cases.logs.asking import said_with_facts_known
from cases.logs.selectors import signatures
from cases.work.forms import ChangeMeasureForm, MeasureForm
from cases.work.forms_evaluate import EvaluationForm
from cases.work.gates import (
    goal_or_404,
    measure_or_404,
    names_child_welfare,
    units_that_work_on,
)
from cases.work.people import key_of, with_present
from cases.work.selectors import evaluations_of, former_measures
from cases.work.services import measure_change, measure_evaluate, measure_set
from cases.work.views import WorkPage, agreed_on
from municipality.access.refusals import SENTENCES, NothingThere, Refused
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, signed_in
from municipality.writing.page import Saved

BESIDE_RESPONSIBLE = {
    "measure_stays_with_or_without_barnevern": "responsible",
    "responsible_takes_part": "responsible",
    "responsible_could_not_read_it": "responsible",
}


class SetMeasure(WorkPage):
    """Agree on a measure for a goal."""

    template = "work/measure_form.html"
    form_class = MeasureForm
    makes_new = True
    act = Act.MEASURE_SET
    beside: ClassVar = BESIDE_RESPONSIBLE

    def gate(self, case_id: uuid.UUID, goal_id: uuid.UUID) -> None:
        super().gate(case_id)
        self.goal = goal_or_404(self.case, goal_id, self.act)

    def about(self) -> dict[str, Any]:
        hidden = names_child_welfare(self.goal)
        return self.writer.about | {"candidates": self.writer.candidates, "hidden": hidden}

    def shown(self, form: MeasureForm) -> None:
        # The page says who reads what.
        access_log.record(Act.CONSENT_READ, case_id=self.case.pk, objects=[self.goal])

    def save(self, form: MeasureForm) -> Saved:
        unit = said_with_facts_known(form)["unit"]
        measure_set(case_id=self.case.pk, goal_id=self.goal.pk, unit=unit, agreed=form.agreed())
        return Saved(agreed_on(self.case.pk), _("Tiltaket er lagret. De som er med, har fått beskjed."))

    def context(self, form: MeasureForm) -> dict[str, Any]:
        return super().context(form) | {"goal": self.goal}


@signed_in
@require_safe
def measure_read(request: SignedInRequest, case_id: uuid.UUID, measure_id: uuid.UUID) -> HttpResponse:
    """What was agreed, how it went, and what was agreed before."""
    case = case_or_404(case_id, Act.MEASURE_READ)
    measure = measure_or_404(case, measure_id, Act.MEASURE_READ)
    user = request.user
    today = timezone.localdate()
    evaluations = list(evaluations_of(measure))
    signed = signatures(evaluations)
    former = former_measures(measure)
    rows = [measure, measure.goal, *evaluations, *(one.row for one in former)]
    access_log.record(Act.MEASURE_READ, case_id=case.pk, objects=rows)
    notices_seen(measure_id=measure.pk)
    writes = not case.closed_at and user.has_perm("cases.change_case", case)
    may_change = writes and bool(units_that_work_on(measure, acting_units(case)))
    context = {
        "case": case,
        "measure": measure,
        "evaluations": [
            (entry, signed[entry.pk].words if entry.pk in signed else "") for entry in evaluations
        ],
        "former": former,
        "deadline_is_near": (measure.deadline - today).days <= 1,
        "must_be_evaluated": measure.evaluate_on < today,
        "may_change": may_change,
        "of_others": writes and not may_change,
    }
    return render(request, "work/measure_read.html", context)


class _MeasurePage(WorkPage):
    """A page about a measure that is there."""

    def gate(self, case_id: uuid.UUID, measure_id: uuid.UUID) -> HttpResponse | None:
        super().gate(case_id)
        self.measure = measure_or_404(self.case, measure_id, self.act)
        # The unit of the person responsible first: the form suggests it.
        self.units = sorted(
            units_that_work_on(self.measure, self.writer.units),
            key=lambda unit: unit.pk != self.measure.responsible_unit_id,
        )
        if not self.units:
            messages.info(self.request, SENTENCES["measure_of_other_services"])
            return redirect(self.address)
        return None

    def shown(self, form: Any) -> None:
        access_log.record(Act.MEASURE_READ, case_id=self.case.pk, objects=[self.measure])

    def context(self, form: Any) -> dict[str, Any]:
        return super().context(form) | {"measure": self.measure, "goal": self.measure.goal}

    @property
    def address(self) -> str:
        return reverse("work:measure_read", args=[self.case.pk, self.measure.pk])


class ChangeMeasure(_MeasurePage):
    """Change a measure; one that has ended is taken up again."""

    template = "work/measure_form.html"
    form_class = ChangeMeasureForm
    act = Act.MEASURE_CHANGE
    beside: ClassVar = BESIDE_RESPONSIBLE

    def about(self) -> dict[str, Any]:
        measure = self.measure
        hidden = measure.set_by_child_welfare
        # A measure that others see never passes to barnevern, nor one that names barnevern to others.
        of_child_welfare = measure.given_to_child_welfare
        can_be = [one for one in self.writer.candidates if hidden or one.of_child_welfare == of_child_welfare]
        return self.writer.about | {
            "units": self.units,
            "candidates": with_present(can_be, measure),
            "hidden": hidden,
            "before": measure.what,
            "others_are_named_anew": len(can_be) < len(self.writer.candidates),
        }

    def initial(self) -> dict[str, Any]:
        names = ("what", "arena", "starts_on", "deadline", "evaluate_on", "version")
        saved = {name: getattr(self.measure, name) for name in names}
        return saved | {"responsible": key_of(self.measure)}

    def save(self, form: ChangeMeasureForm) -> Saved:
        said = said_with_facts_known(form)
        measure_change(measure=self.measure, version=said["version"], unit=said["unit"], agreed=form.agreed())
        return Saved(self.address, _("Tiltaket er endret. Det som sto før, er tatt vare på."))


class Evaluate(_MeasurePage):
    """Did it help, what does the child say, what now."""

    template = "work/evaluate.html"
    form_class = EvaluationForm
    makes_new = True
    act = Act.MEASURE_EVALUATE
    beside: ClassVar = {
        "child_is_heard_from_seven": "childs_view",
        "evaluation_not_about_child_welfare": "kind",
    }

    def gate(self, case_id: uuid.UUID, measure_id: uuid.UUID) -> HttpResponse | None:
        if elsewhere := super().gate(case_id, measure_id):
            return elsewhere
        # If the measure was ended while this was written, the page says so beside the typed text, not instead of it.
        if self.request.method == "POST" or not self.measure.ended_at:
            return None
        words = _("Tiltaket er avsluttet. Vil dere evaluere det igjen, tar dere det opp først.")
        messages.info(self.request, words)
        return redirect(self.address)

    def about(self) -> dict[str, Any]:
        hidden = names_child_welfare(self.measure)
        return {
            "case": self.case,
            "units": self.units,
            "measure": self.measure.pk,
            "hidden": hidden,
            "facts": self.writer.facts,
        }

    def save(self, form: EvaluationForm) -> Saved:
        measure_evaluate(measure=self.measure, unit=said_with_facts_known(form)["unit"], judged=form.judged())
        return Saved(self.address, _("Evalueringen er lagret. De som kan lese den, har fått beskjed."))

    def refusal(self, form: EvaluationForm, reason: Refused | NothingThere) -> HttpResponse:
        if isinstance(reason, NothingThere):
            return self.page(form, ended=True)
        return super().refusal(form, reason)
