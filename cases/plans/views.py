"""The individuell plan: starting it, reading it, keeping it."""

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.case.gates import case_or_404
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
from cases.plans.services import plan_change, plan_coordinator_choose, plan_start, plan_text_write
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.models import OF_A_PLAN
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, signed_in
from municipality.writing.page import Saved, WritingPage


class Start(WritingPage):
    """Start the plan from the log. Asks who coordinates, what the family says of it, and when it is gone through."""

    template = "plans/start.html"
    form_class = StartForm
    keeps_draft = False
    act = Act.PLAN_START
    beside: ClassVar = {
        "coordinator_takes_part_for_a_coordinating_unit": "coordinator",
        "plan_is_gone_through_within_a_year": "revise_on",
    }

    def gate(self, case_id: uuid.UUID) -> HttpResponse | None:
        self.case = case_to_see_to(self.request, case_id, self.act)
        if plan_of(self.case):
            messages.info(self.request, _("Det er alt laget en individuell plan."))
            return redirect("plans:read", self.case.pk)
        self.in_force = plan_in_force(self.case)
        self.candidates = coordinator_candidates(self.case) if self.in_force else []
        return None

    def about(self) -> dict[str, Any]:
        return {"case": self.case, "candidates": self.candidates}

    def shown(self, form: StartForm) -> None:
        access_log.record(Act.CASE_READ, case_id=self.case.pk, objects=[self.case])

    def save(self, form: StartForm) -> Saved:
        plan_start(case_id=self.case.pk, revise_on=form.cleaned_data["revise_on"], **form.chosen)
        words = _("Planen er laget av det som står i loggen. De som er med, har fått beskjed.")
        return Saved(reverse("plans:read", args=[self.case.pk]), words)

    def context(self, form: StartForm) -> dict[str, Any]:
        return {"case": self.case, "in_force": self.in_force, "candidates": self.candidates}


@signed_in
@require_safe
def read(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """The plan with the nine things it must hold, from the log's own rows as they are now."""
    case = case_or_404(case_id, Act.PLAN_READ)
    plan = plan_or_404(case, Act.PLAN_READ)
    user = request.user
    contents = plan_contents(plan, case=case, user=user, paper=False)
    access_log.record(Act.PLAN_READ, case_id=case.pk, objects=contents.rows)
    notices_seen(*OF_A_PLAN, case_id=case.pk)
    context = {
        "case": case,
        "plan": contents,
        "is_late": plan.revise_on < timezone.localdate(),
        "keeps_it": not user.is_family and keeps_plan(case),
        "sees_to_it": not user.is_family and may_see_to_plan(case),
        "unfinished": unfinished_document(plan, user),
    }
    return render(request, "plans/read.html", context)


class Change(WritingPage):
    """What the person wants others to know, and when the plan is gone through next. The coordinator's."""

    template = "plans/change.html"
    form_class = ChangePlanForm
    act = Act.PLAN_CHANGE

    def gate(self, case_id: uuid.UUID) -> None:
        self.case = case_or_404(case_id, self.act)
        self.plan = plan_or_404(self.case, self.act)
        keeper_or_403(self.case, self.act)
        self.text = PlanText.objects.filter(plan=self.plan).first()
        self.hidden = self.text is None and plan_text_hidden(self.case)

    def about(self) -> dict[str, Any]:
        readers = text_readers(self.case)
        return {"case": self.case, "readers": readers, "hidden": self.hidden}

    def initial(self) -> dict[str, Any]:
        said = {"text": self.text.text, "kind": self.text.kind} if self.text else {}
        version, text_version = self.plan.version, _version(self.text)
        return {
            **said,
            "revise_on": self.plan.revise_on,
            "version": version,
            "text_version": text_version,
        }

    def shown(self, form: ChangePlanForm) -> None:
        rows = [self.plan, *([self.text] if self.text else [])]
        access_log.record(Act.PLAN_READ, case_id=self.case.pk, objects=rows)

    def save(self, form: ChangePlanForm) -> Saved:
        """Only what was changed, so that two people who change different things do not meet."""
        said, plan, text = form.cleaned_data, self.plan, self.text
        before = (text.text, text.kind) if text else ("", said.get("kind"))
        if "text" in said and (said["text"], said["kind"]) != before:
            plan_text_write(plan=plan, version=said["text_version"], kind=said["kind"], text=said["text"])
        if said["revise_on"] != plan.revise_on:
            plan_change(plan=plan, version=said["version"], revise_on=said["revise_on"])
        words = _("Planen er endret. Det som sto før, er tatt vare på.")
        return Saved(reverse("plans:read", args=[self.case.pk]), words)

    def meet(self, form: ChangePlanForm, current: IndividualPlan | PlanText) -> None:
        """Plan and text have a version each; the page shows both as they are now."""
        if isinstance(current, IndividualPlan):
            self.plan, self.text = current, PlanText.objects.filter(plan=current).first()
        else:
            self.text = current
        again: QueryDict = self.request.POST.copy()
        again["version"], again["text_version"] = str(self.plan.version), str(_version(self.text))
        form.data = again

    def context(self, form: ChangePlanForm) -> dict[str, Any]:
        return {"case": self.case, "hidden": self.hidden, "plan": self.plan, "text": self.text}


def _version(text: PlanText | None) -> int:
    return text.version if text else 0


class NameCoordinator(WritingPage):
    """Another coordinator: by the relay holder or somebody of the coordinating unit."""

    template = "plans/coordinator.html"
    form_class = CoordinatorForm
    keeps_draft = False
    act = Act.PLAN_COORDINATOR
    beside: ClassVar = {
        "not_a_coordinator_to_be_named": "coordinator",
        "coordinates_already": "coordinator",
    }

    def gate(self, case_id: uuid.UUID) -> None:
        self.case = case_or_404(case_id, self.act)
        self.plan = plan_or_404(self.case, self.act)
        case_to_see_to(self.request, case_id, self.act)
        now = (self.plan.coordinator_id, self.plan.coordinator_unit_id)
        self.others = [one for one in coordinator_candidates(self.case) if (one.user_id, one.unit_id) != now]

    def about(self) -> dict[str, Any]:
        return {"case": self.case, "candidates": self.others}

    def shown(self, form: CoordinatorForm) -> None:
        access_log.record(Act.PLAN_READ, case_id=self.case.pk, objects=[self.plan])

    def save(self, form: CoordinatorForm) -> Saved:
        plan_coordinator_choose(plan=self.plan, **form.chosen)
        words = _("Planen har fått ny koordinator, som har fått beskjed.")
        return Saved(reverse("plans:read", args=[self.case.pk]), words)

    def context(self, form: CoordinatorForm) -> dict[str, Any]:
        return {"case": self.case, "plan": self.plan, "others": self.others}
