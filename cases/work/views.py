"""Goals: setting one, with its first measure where wanted, and changing it."""

import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.logs.gates import told_if_withdrawn
from cases.work.forms import ChangeGoalForm, GoalPage
from cases.work.gates import desk_or_refused, goal_or_404
from cases.work.models import Goal
from cases.work.selectors import former_goals
from cases.work.services import goal_change, goal_set, measure_set
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.drafts.services import draft_drop, draft_kept, draft_of, draft_url
from municipality.versions import ChangedMeanwhile


def agreed_on(case_id: uuid.UUID) -> str:
    """The part of the log's page that shows goals and measures."""
    return f"{reverse('logs:read', args=[case_id])}#agreed"


@login_required
@require_http_methods(["GET", "POST"])
def goal_new(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Write a goal, and the first measure in the same form if it is clear already."""
    desk = desk_or_refused(request, case_id, Act.GOAL_SET)
    case = desk.case
    about = desk.about | {"candidates": desk.candidates}
    context = {"case": case, "draft_url": draft_url(request)}
    if request.method == "GET":
        log.record(Act.CONSENT_READ, case_id=case.pk)  # the page says who reads what
        page = GoalPage(typed=draft_of(request), **about)
        return render(request, "work/goal_set.html", {**context, "page": page, "draft": draft_kept(request)})
    page = GoalPage(data=request.POST, **about)
    if not page.is_valid():
        return render(request, "work/goal_set.html", {**context, "page": page})
    said = page.goal.cleaned_data
    with told_if_withdrawn(request, case, Act.GOAL_SET), transaction.atomic():
        goal_id = goal_set(case_id=case.pk, **said)
        if page.measure.has_changed():
            agreed = page.measure.agreed()
            measure_set(case_id=case.pk, goal_id=goal_id, unit=said["unit"], agreed=agreed)
    draft_drop(request)
    if page.measure.has_changed():
        messages.success(request, _("Målet og tiltaket er lagret. De som er med, har fått beskjed."))
    else:
        messages.success(request, _("Målet er lagret. Neste steg er å avtale hva dere gjør."))
    return redirect(agreed_on(case.pk))


@login_required
@require_http_methods(["GET", "POST"])
def goal_edit(request: HttpRequest, case_id: uuid.UUID, goal_id: uuid.UUID) -> HttpResponse:
    """Change a goal, or say that it is reached. If somebody else saved first, both texts are shown."""
    desk = desk_or_refused(request, case_id, Act.GOAL_CHANGE)
    case = desk.case
    goal = goal_or_404(request, case, goal_id, Act.GOAL_CHANGE)
    former = former_goals(goal)
    context = {"case": case, "goal": goal, "former": former, "draft_url": draft_url(request)}
    if request.method == "GET":
        log.record(Act.CASE_READ, case_id=case.pk, objects=[goal, *(one.row for one in former)])
        form = ChangeGoalForm.of(goal, typed=draft_of(request), **desk.about)
        return render(
            request, "work/goal_change.html", {**context, "form": form, "draft": draft_kept(request)}
        )
    form = ChangeGoalForm(request.POST, **desk.about)
    if not form.is_valid():
        return render(request, "work/goal_change.html", {**context, "form": form})
    try:
        with told_if_withdrawn(request, case, Act.GOAL_CHANGE):
            goal_change(goal=goal, **form.cleaned_data)
    except ChangedMeanwhile as conflict:
        current = cast("Goal", conflict.current)
        # The next save is meant: it is made over the text that is now shown beside one's own.
        form.data = {**request.POST.dict(), "version": str(current.version)}
        return render(request, "work/goal_change.html", {**context, "form": form, "current": current})
    draft_drop(request)
    messages.success(request, _("Målet er endret. Det som sto før, er tatt vare på."))
    return redirect(agreed_on(case.pk))
