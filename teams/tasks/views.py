"""One task: what was decided, by when, and what was done."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.case.names import Told
from municipality.access.columns import unread
from municipality.access.refusals import SENTENCES
from municipality.access.verbs import value
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest
from municipality.writing.page import Saved, WritingPage
from teams.items.item import title_of
from teams.meetings.minutes import item_of
from teams.meetings.models import Task
from teams.tasks.forms import DoForm
from teams.tasks.services import task_do
from teams.tasks.waiting import name_of


class Do(WritingPage):
    """Read the decision, and say what was done. Others who read the decision are refused."""

    template = "tasks/do.html"
    form_class = DoForm
    act = Act.TASK_DO

    def gate(self, task_id: uuid.UUID) -> HttpResponse | None:
        self.task = _own_task(self.request, task_id)
        referral = self.task.item.referral
        self.case = referral and referral.case
        if self.request.method == "POST" and self.task.done_at:  # in another window
            messages.info(self.request, SENTENCES["task_is_done"])
            return redirect("tasks:do", task_id)
        return None

    def shown(self, form: DoForm) -> None:
        if self.case:
            access_log.record(Act.MINUTES_READ, case_id=self.case.pk, objects=[self.task.item, self.task])

    def refused(self) -> None:
        access_log.refuse(self.act, case_id=self.case.pk if self.case else None)

    def save(self, form: DoForm) -> Saved:
        task_do(self.task, text=form.cleaned_data["text"])
        return Saved(reverse("home"), _("Takk! Oppgaven er gjort, og teamet ser hva du gjorde."))

    def context(self, form: DoForm) -> dict[str, Any]:
        _say_who_reads(form, self.task)
        item = self.task.item
        return {
            "task": self.task,
            "title": name_of(self.task),
            "minutes": item,
            "about": title_of(item_of(item)),
            "case": self.case,
        }


def task_or_404(task_id: uuid.UUID, act: Act) -> Task:
    """The task with what it is about and `team_told`, for those who read the decision."""
    found = Task.objects.select_related(
        "item__referral__case", "item__discussion__theme", "item__issue__team"
    ).defer(*unread(Task, "item__referral"))
    found = found.annotate(team_told=Told("referral_team", of="item__referral_id", listed=True))
    task: Task | None = found.filter(pk=task_id).first()
    if task is None:
        access_log.refuse(act)
        raise Http404
    return task


def _own_task(request: SignedInRequest, task_id: uuid.UUID) -> Task:
    task = task_or_404(task_id, Act.TASK_DO)
    if task.user_id != request.user.pk and task_id not in value("stand_in_tasks"):
        access_log.refuse(Act.TASK_DO, case_id=task.item.referral.case_id if task.item.referral else None)
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
