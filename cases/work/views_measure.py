"""Measures: setting one, its own page, changing it, and evaluating whether it helped."""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.logs.gates import case_or_404, signed_in_user, told_if_withdrawn
from cases.logs.selectors import is_masked
from cases.work.forms import ChangeMeasureForm, MeasureForm
from cases.work.forms_evaluate import EvaluationForm
from cases.work.gates import Desk, desk_or_refused, goal_or_404, measure_or_404
from cases.work.models import Measure
from cases.work.people import is_child_welfare, with_present
from cases.work.selectors import evaluations_of, former_measures, signed, who_is_responsible
from cases.work.services import measure_change, measure_evaluate, measure_set
from cases.work.views import agreed_on
from municipality.access.refusals import NothingThere
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.drafts.services import draft_drop, draft_kept, draft_of, draft_url
from municipality.organisation.models import Unit
from municipality.ui.pages import typed_values
from municipality.versions import ChangedMeanwhile


@login_required
@require_http_methods(["GET", "POST"])
def measure_new(request: HttpRequest, case_id: uuid.UUID, goal_id: uuid.UUID) -> HttpResponse:
    """Agree on a measure for a goal."""
    desk = desk_or_refused(request, case_id, Act.MEASURE_SET)
    case = desk.case
    goal = goal_or_404(request, case, goal_id, Act.MEASURE_SET)
    about = desk.about | {"candidates": desk.candidates, "hidden": is_child_welfare(goal.unit)}
    context = {"case": case, "goal": goal, "draft_url": draft_url(request)}
    if request.method == "GET":
        log.record(Act.CONSENT_READ, case_id=case.pk, objects=[goal])  # the page says who reads what
        form = MeasureForm.over({}, typed=draft_of(request), **about)
        return render(
            request, "work/measure_form.html", {**context, "form": form, "draft": draft_kept(request)}
        )
    form = MeasureForm(request.POST, **about)
    if not form.is_valid():
        return render(request, "work/measure_form.html", {**context, "form": form})
    with told_if_withdrawn(request, case, Act.MEASURE_SET):
        measure_set(case_id=case.pk, goal_id=goal.pk, unit=form.cleaned_data["unit"], agreed=form.agreed())
    draft_drop(request)
    messages.success(request, _("Tiltaket er lagret. De som er med, har fått beskjed."))
    return redirect(agreed_on(case.pk))


@login_required
@require_safe
def measure_read(request: HttpRequest, case_id: uuid.UUID, measure_id: uuid.UUID) -> HttpResponse:
    """What was agreed, how it went, and what was agreed before."""
    case = case_or_404(request, case_id, Act.MEASURE_READ)
    measure = measure_or_404(request, case, measure_id, Act.MEASURE_READ)
    user = signed_in_user(request)
    masked, today = is_masked(case, user), timezone.localdate()
    evaluations = evaluations_of(measure, masked=masked)
    former = former_measures(measure, masked=masked)
    rows = [measure, measure.goal, *(one.entry for one in evaluations), *(one.row for one in former)]
    log.record(Act.MEASURE_READ, case_id=case.pk, objects=rows)
    context = {
        "case": case,
        "measure": measure,
        "who": who_is_responsible(measure, masked=masked),
        "signed": signed(measure, masked=masked),
        "evaluations": evaluations,
        "former": former,
        "deadline_is_near": (measure.deadline - today).days <= 1,
        "must_be_evaluated": measure.evaluate_on < today,
        "may_change": not case.closed_at and user.has_perm("cases.change_case", case),
    }
    return render(request, "work/measure_read.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def measure_edit(request: HttpRequest, case_id: uuid.UUID, measure_id: uuid.UUID) -> HttpResponse:
    """Agree anew; a measure that has ended is taken up again. If somebody else saved first, both are shown."""
    desk = desk_or_refused(request, case_id, Act.MEASURE_CHANGE)
    case = desk.case
    measure = measure_or_404(request, case, measure_id, Act.MEASURE_CHANGE)
    about = desk.about | {
        "units": _own_first(desk, measure),
        "candidates": with_present(desk.candidates, measure),
        "hidden": is_child_welfare(measure.goal.unit) or is_child_welfare(measure.unit),
    }
    context = {"case": case, "goal": measure.goal, "measure": measure, "draft_url": draft_url(request)}
    if request.method == "GET":
        log.record(Act.MEASURE_READ, case_id=case.pk, objects=[measure])
        form = ChangeMeasureForm.of(measure, typed=draft_of(request), **about)
        return render(
            request, "work/measure_form.html", {**context, "form": form, "draft": draft_kept(request)}
        )
    form = ChangeMeasureForm(request.POST, **about)
    if not form.is_valid():
        return render(request, "work/measure_form.html", {**context, "form": form})
    said = form.cleaned_data
    try:
        with told_if_withdrawn(request, case, Act.MEASURE_CHANGE):
            measure_change(measure=measure, version=said["version"], unit=said["unit"], agreed=form.agreed())
    except ChangedMeanwhile as conflict:
        current = cast("Measure", conflict.current)
        # The next save is meant: it is made over what is now shown beside one's own.
        form.data = {**request.POST.dict(), "version": str(current.version)}
        return render(request, "work/measure_form.html", {**context, "form": form, "current": current})
    draft_drop(request)
    messages.success(request, _("Tiltaket er endret. Det som sto før, er tatt vare på."))
    return redirect("work:measure_read", case.pk, measure.pk)


@login_required
@require_http_methods(["GET", "POST"])
def evaluate(request: HttpRequest, case_id: uuid.UUID, measure_id: uuid.UUID) -> HttpResponse:
    """Did it help, what does the child say, what now. If it was ended meanwhile, what was typed stays on the page."""
    desk = desk_or_refused(request, case_id, Act.MEASURE_EVALUATE)
    case = desk.case
    measure = measure_or_404(request, case, measure_id, Act.MEASURE_EVALUATE)
    about: dict[str, Any] = {"case": case, "user": desk.user, "units": _own_first(desk, measure)}
    context = {"case": case, "measure": measure, "draft_url": draft_url(request)}
    if request.method == "GET":
        log.record(Act.MEASURE_READ, case_id=case.pk, objects=[measure])
        if measure.ended_at:
            messages.info(
                request, _("Tiltaket er avsluttet. Vil dere evaluere det igjen, tar dere det opp først.")
            )
            return redirect("work:measure_read", case.pk, measure.pk)
        form = EvaluationForm(**about)
        if typed := draft_of(request):
            form = EvaluationForm(initial=typed_values(form, typed), **about)
        return render(request, "work/evaluate.html", {**context, "form": form, "draft": draft_kept(request)})
    form = EvaluationForm(request.POST, **about)
    if not form.is_valid():
        return render(request, "work/evaluate.html", {**context, "form": form})
    try:
        with told_if_withdrawn(request, case, Act.MEASURE_EVALUATE):
            measure_evaluate(measure=measure, unit=form.cleaned_data["unit"], judged=form.judged())
    except NothingThere:
        return render(request, "work/evaluate.html", {**context, "form": form, "ended": True})
    draft_drop(request)
    messages.success(request, _("Evalueringen er lagret. De som kan lese den, har fått beskjed."))
    return redirect("work:measure_read", case.pk, measure.pk)


def _own_first(desk: Desk, measure: Measure) -> list[Unit]:
    """The units one acts for, that of the one responsible first: the form proposes it."""
    return sorted(desk.units, key=lambda unit: unit.pk != measure.responsible_unit_id)
