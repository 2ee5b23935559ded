"""The individuell plan: starting it, reading it, keeping it."""

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
from cases.logs.models import Case
from cases.logs.selectors import is_masked
from cases.plans.forms import ChangePlanForm, CoordinatorForm, StartForm
from cases.plans.gates import case_to_see_to, keeper_or_403, plan_or_404
from cases.plans.gathering import plan_contents
from cases.plans.models import IndividualPlan, PlanText
from cases.plans.selectors import (
    coordinator_candidates,
    keeps_plan,
    may_see_to_plan,
    plan_in_force,
    plan_of,
    plan_text_hidden,
    text_readers,
    unfinished_document,
)
from cases.plans.services import plan_change, plan_coordinator_name, plan_start, plan_text_write
from municipality.access.refusals import NothingThere
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.drafts.services import draft_drop, draft_kept, draft_of, draft_url
from municipality.ui.pages import typed_values
from municipality.versions import ChangedMeanwhile


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Start the plan from the log. Asks who coordinates, what the family says of it, and when it is gone through."""
    case = case_to_see_to(request, case_id, Act.PLAN_START)
    if plan_of(case):
        messages.info(request, _("Det er alt laget en individuell plan."))
        return redirect("plans:read", case.pk)
    in_force = plan_in_force(case)
    candidates = coordinator_candidates(case) if in_force else []
    form = StartForm(request.POST or None, case=case, candidates=candidates)
    if request.method == "POST" and candidates and form.is_valid():
        try:
            with told_if_withdrawn(request, case, Act.PLAN_START):
                plan_start(case_id=case.pk, revise_on=form.cleaned_data["revise_on"], **form.chosen)
        except NothingThere:
            messages.info(request, _("En annen startet planen mens du skrev."))
        else:
            messages.success(
                request, _("Planen er laget av det som står i loggen. De som er med, har fått beskjed.")
            )
        return redirect("plans:read", case.pk)
    log.record(Act.CASE_READ, case_id=case.pk, objects=[case])
    context = {"case": case, "form": form, "in_force": in_force, "candidates": candidates}
    return render(request, "plans/start.html", context)


@login_required
@require_safe
def read(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The plan with the nine things it is to hold, from the log's own rows as they stand now."""
    case = case_or_404(request, case_id, Act.PLAN_READ)
    plan = plan_or_404(request, case, Act.PLAN_READ)
    user = signed_in_user(request)
    contents = plan_contents(plan, case=case, user=user, masked=is_masked(case, user))
    log.record(Act.PLAN_READ, case_id=case.pk, objects=contents.rows)
    context = {
        "case": case,
        "plan": contents,
        "is_late": plan.revise_on < timezone.localdate(),
        "keeps_it": not user.is_family and keeps_plan(case),
        "sees_to_it": not user.is_family and may_see_to_plan(case),
        "unfinished": unfinished_document(plan, user),
    }
    return render(request, "plans/read.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """What the person wants others to know, and when the plan is gone through next. The coordinator's."""
    case = case_or_404(request, case_id, Act.PLAN_CHANGE)
    plan = plan_or_404(request, case, Act.PLAN_CHANGE)
    keeper_or_403(request, case, Act.PLAN_CHANGE)
    about = PlanText.objects.filter(plan=plan).first()
    hidden = about is None and plan_text_hidden(case)
    readers = text_readers(case, signed_in_user(request))
    more: dict[str, Any] = {"case": case, "readers": readers, "hidden": hidden}
    context: dict[str, Any] = {"case": case, "hidden": hidden, "draft_url": draft_url(request)}
    if request.method == "GET":
        log.record(Act.PLAN_READ, case_id=case.pk, objects=[plan, *([about] if about else [])])
        form = ChangePlanForm(initial=_as_it_stands(plan, about), **more)
        if typed := draft_of(request):
            form = ChangePlanForm(initial=typed_values(form, typed), **more)
        return render(request, "plans/change.html", {**context, "form": form, "draft": draft_kept(request)})
    form = ChangePlanForm(request.POST, **more)
    if not form.is_valid():
        return render(request, "plans/change.html", {**context, "form": form})
    try:
        with told_if_withdrawn(request, case, Act.PLAN_CHANGE):
            _save(plan, about, form.cleaned_data)
    except ChangedMeanwhile as conflict:
        current = _current(plan, conflict)
        # The next save is meant: it is made over what is now shown beside one's own.
        form.data = {
            **request.POST.dict(),
            "version": current[0].version,
            "text_version": _version(current[1]),
        }
        return render(request, "plans/change.html", {**context, "form": form, "current": current})
    draft_drop(request)
    messages.success(request, _("Planen er endret. Det som sto før, er tatt vare på."))
    return redirect("plans:read", case.pk)


def _version(about: PlanText | None) -> int:
    return about.version if about else 0


def _as_it_stands(plan: IndividualPlan, about: PlanText | None) -> dict[str, Any]:
    said = {"text": about.text, "kind": about.kind} if about else {}
    return {
        **said,
        "revise_on": plan.revise_on,
        "version": plan.version,
        "text_version": _version(about),
    }


def _save(plan: IndividualPlan, about: PlanText | None, said: dict[str, Any]) -> None:
    """Only what was changed, so that two people who change different things do not meet."""
    before = (about.text, about.kind) if about else ("", said.get("kind"))
    if "text" in said and (said["text"], said["kind"]) != before:
        plan_text_write(plan=plan, version=said["text_version"], kind=said["kind"], text=said["text"])
    if said["revise_on"] != plan.revise_on:
        plan_change(plan=plan, version=said["version"], revise_on=said["revise_on"])


def _current(plan: IndividualPlan, conflict: ChangedMeanwhile) -> tuple[IndividualPlan, PlanText | None]:
    found = conflict.current
    if isinstance(found, PlanText):
        return plan, found
    return cast("IndividualPlan", found), PlanText.objects.filter(plan=plan).first()


@login_required
@require_http_methods(["GET", "POST"])
def coordinator(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Another coordinator: by the relay holder or somebody of the coordinating unit."""
    case = case_or_404(request, case_id, Act.PLAN_COORDINATOR)
    plan = plan_or_404(request, case, Act.PLAN_COORDINATOR)
    case_to_see_to(request, case_id, Act.PLAN_COORDINATOR)
    others = [
        one
        for one in coordinator_candidates(case)
        if (one.user_id, one.unit_id) != (plan.coordinator_id, plan.coordinator_unit_id)
    ]
    form = CoordinatorForm(request.POST or None, case=case, candidates=others)
    if request.method == "POST" and others and form.is_valid():
        return _named(request, case, plan, form)
    log.record(Act.PLAN_READ, case_id=case.pk, objects=[plan])
    return render(
        request, "plans/coordinator.html", {"case": case, "plan": plan, "form": form, "others": others}
    )


def _named(request: HttpRequest, case: Case, plan: IndividualPlan, form: CoordinatorForm) -> HttpResponse:
    try:
        with told_if_withdrawn(request, case, Act.PLAN_COORDINATOR):
            plan_coordinator_name(plan=plan, **form.chosen)
    except NothingThere as nothing:
        messages.info(request, str(nothing))
    else:
        messages.success(request, _("Planen har fått ny koordinator, som har fått beskjed."))
    return redirect("plans:read", case.pk)
