"""One task: what was decided, by when, and what was done."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.logs.gates import signed_in_user
from municipality.access.refusals import NothingThere
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.drafts.services import draft_drop, draft_initial, draft_kept, draft_url
from teams.meetings.minutes import item_of
from teams.meetings.selectors import title_of
from teams.tasks.forms import DoForm
from teams.tasks.models import Task
from teams.tasks.services import task_do


@login_required
@require_http_methods(["GET", "POST"])
def do(request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
    """Read the decision, and say what was done. Others who read the decision are refused."""
    task = _own_task(request, task_id)
    case = task.item.referral and task.item.referral.case
    form = DoForm(request.POST if request.method == "POST" else None, initial=draft_initial(request))
    _say_who_reads(form, task)
    if request.method == "POST" and not task.done_at and form.is_valid():
        try:
            task_do(task, text=form.cleaned_data["text"])
        except NothingThere as nothing:  # in another window
            messages.info(request, str(nothing))
        else:
            messages.success(request, _("Takk! Oppgaven er gjort, og teamet ser hva du gjorde."))
        draft_drop(request)
        return redirect("home")
    if case:
        log.record(Act.MINUTES_READ, case_id=case.pk, objects=[task.item, task])
    context = {
        "task": task,
        "minutes": task.item,
        "about": title_of(item_of(task.item)),
        "case": case,
        "form": form,
        "draft_url": draft_url(request),
        "draft": draft_kept(request) if request.method == "GET" else None,
    }
    return render(request, "tasks/do.html", context)


def _own_task(request: HttpRequest, task_id: uuid.UUID) -> Task:
    found = Task.objects.select_related(
        "item__referral__case", "item__referral__team", "item__discussion__theme", "item__issue__team"
    )
    task = found.filter(pk=task_id).first()
    if task is None:
        log.refuse(request, Act.TASK_DO)
        raise Http404
    if task.user_id != signed_in_user(request).pk:
        log.refuse(request, Act.TASK_DO, case_id=task.item.referral.case_id if task.item.referral else None)
        raise PermissionDenied
    return task


def _say_who_reads(form: DoForm, task: Task) -> None:
    referral = task.item.referral
    if referral is None:
        form.read_by("text", _("Leses av: de som sitter i teamet."))
        return
    line = _(
        "Leses av: de som leser det teamet bestemte: de i stafettloggen som kan lese om %(kind)s, og familien."
    )
    form.read_by("text", line % {"kind": referral.get_kind_display().lower()})
