"""A task whose person can no longer hear the case is given to somebody else."""

import uuid
from typing import Any, ClassVar, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.absence.selectors import away_among
from cases.case.candidates import with_away
from cases.case.models import Case
from municipality.access.refusals import SENTENCES
from municipality.access.verbs import rows, value
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.writing.page import Saved, WritingPage
from teams.items.item import title_of
from teams.meetings.minutes import item_of
from teams.meetings.models import Meeting, Task
from teams.members.selectors import i_chair
from teams.tasks.forms import GiveForm
from teams.tasks.services import task_give
from teams.tasks.views import task_or_404
from teams.tasks.waiting import name_of


class Candidate(NamedTuple):
    """Somebody who may hear what the task is about."""

    user_id: int
    name: str
    unit: str


class Give(WritingPage):
    """Choose who does it instead. The relay holder or the team's leader."""

    template = "tasks/give.html"
    form_class = GiveForm
    keeps_draft = False
    act = Act.TASK_GIVE
    beside: ClassVar = {"somebody_may_not_hear_it": "to"}

    def gate(self, task_id: uuid.UUID) -> HttpResponse | None:
        self.task = task_or_404(task_id, self.act)
        referral = self.task.item.referral
        self.case = referral and referral.case
        if task_id in value("tasks_without_a_person"):
            return None
        if not self._would_give(self.task):
            self.refused()
            raise PermissionDenied
        messages.info(self.request, SENTENCES["not_a_task_to_give"])
        return redirect("home")

    def _would_give(self, task: Task) -> bool:
        """Whether this person gives tasks like it, so that the page may say that it needs nobody."""
        holds = isinstance(self.case, Case) and self.case.holder_id == self.request.user.pk
        meeting = Meeting.objects.filter(pk=task.item.meeting_id).first()
        return holds or (meeting is not None and i_chair(meeting.team_id))

    def about(self) -> dict[str, Any]:
        found = rows(Candidate, "task_candidates", task=self.task.pk)
        away = away_among([one.user_id for one in found])
        return {
            "people": [
                (one.user_id, with_away(f"{one.name}, {one.unit}", "", away.get(one.user_id)))
                for one in found
            ]
        }

    def shown(self, form: GiveForm) -> None:
        if self.case:
            access_log.record(Act.MINUTES_READ, case_id=self.case.pk, objects=[self.task.item, self.task])

    def refused(self) -> None:
        access_log.refuse(self.act, case_id=self.case.pk if self.case else None)

    def save(self, form: GiveForm) -> Saved:
        task_give(self.task, to=int(form.cleaned_data["to"]))
        return Saved(reverse("home"), _("Oppgaven er gitt videre. Den som fikk den, har fått beskjed."))

    def context(self, form: GiveForm) -> dict[str, Any]:
        item = self.task.item
        return {
            "task": self.task,
            "name": name_of(self.task),
            "minutes": item,
            "about": title_of(item_of(item)),
            "case": self.case,
        }
