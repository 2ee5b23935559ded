"""Goals: setting one, with its first measure where wanted, and changing it."""

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.logs.asking import said_with_facts_known
from cases.work.forms import ChangeGoalForm, GoalPage
from cases.work.gates import Writer, goal_or_404, units_that_work_on, writer_or_refused
from cases.work.selectors import former_goals
from cases.work.services import goal_change, goal_set, measure_set
from municipality.access.refusals import SENTENCES
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.writing.page import Saved, WritingPage


def agreed_on(case_id: uuid.UUID) -> str:
    """The part of the log's page that shows goals and measures."""
    return f"{reverse('logs:read', args=[case_id])}#agreed"


class WorkPage(WritingPage):
    """A page for those who take part in a case and may write in it."""

    writer: Writer

    def gate(self, case_id: uuid.UUID, *args: Any, **keys: Any) -> HttpResponse | None:
        self.writer = writer_or_refused(self.request, case_id, self.act)
        self.case = self.writer.case
        return None

    def about(self) -> dict[str, Any]:
        return self.writer.about

    def context(self, form: Any) -> dict[str, Any]:
        return {"case": self.case, "facts": [one for one in self.writer.facts if one.known]}


class SetGoal(WorkPage):
    """Write a goal, and the first measure in the same form if it is clear already."""

    template = "work/goal_set.html"
    called = "page"
    makes_new = True
    act = Act.GOAL_SET
    beside: ClassVar = {
        "responsible_takes_part": "measure-responsible",
        "responsible_could_not_read_it": "measure-responsible",
    }

    def sent(self, data: QueryDict) -> GoalPage:
        return GoalPage(data=data, candidates=self.writer.candidates, **self.about())

    def fresh(self, typed: QueryDict | None) -> GoalPage:
        return GoalPage(typed=typed, candidates=self.writer.candidates, **self.about())

    def shown(self, form: GoalPage) -> None:
        access_log.record(Act.CONSENT_READ, case_id=self.case.pk)  # the page says who reads what

    def save(self, form: GoalPage) -> Saved:
        with_measure = form.measure.has_changed()
        with transaction.atomic():
            said = said_with_facts_known(form.goal)
            goal_id = goal_set(case_id=self.case.pk, **said)
            if with_measure:
                agreed = form.measure.agreed()
                measure_set(case_id=self.case.pk, goal_id=goal_id, unit=said["unit"], agreed=agreed)
        if with_measure:
            words = _("Målet og tiltaket er lagret. De som er med, har fått beskjed.")
        else:
            words = _("Målet er lagret. Neste steg er å avtale hva dere gjør.")
        return Saved(agreed_on(self.case.pk), words)


class ChangeGoal(WorkPage):
    """Change a goal, or say that it is reached."""

    template = "work/goal_change.html"
    form_class = ChangeGoalForm
    act = Act.GOAL_CHANGE

    def gate(self, case_id: uuid.UUID, goal_id: uuid.UUID) -> HttpResponse | None:
        super().gate(case_id)
        self.goal = goal_or_404(self.case, goal_id, self.act)
        self.units = units_that_work_on(self.goal, self.writer.units)
        if not self.units:
            messages.info(self.request, SENTENCES["goal_of_other_services"])
            return redirect(agreed_on(self.case.pk))
        self.former = former_goals(self.goal)
        return None

    def about(self) -> dict[str, Any]:
        return super().about() | {"units": self.units, "before": self.goal.text}

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.goal, name) for name in ("text", "life_area", "status", "version")}

    def shown(self, form: ChangeGoalForm) -> None:
        rows = [self.goal, *(one.row for one in self.former)]
        access_log.record(Act.CASE_READ, case_id=self.case.pk, objects=rows)

    def save(self, form: ChangeGoalForm) -> Saved:
        goal_change(goal=self.goal, **said_with_facts_known(form))
        return Saved(agreed_on(self.case.pk), _("Målet er endret. Det som sto før, er tatt vare på."))

    def context(self, form: ChangeGoalForm) -> dict[str, Any]:
        return super().context(form) | {"goal": self.goal, "former": self.former}
