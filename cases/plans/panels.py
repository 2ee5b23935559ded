"""What a log's page says of the plan, and what plans ask of a person on "Min dag"."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.case.models import Case
from cases.logs.milestones import Milestones
from cases.logs.milestones import register as register_milestones
from cases.logs.panels import Happened, Shown
from cases.logs.panels import register as register_panels
from cases.myday.waiting import Group, Waiting
from cases.myday.waiting import register as register_source
from cases.plans.models import IndividualPlan
from cases.plans.selectors import Duty, plan_duties, plan_of, prospect
from municipality.people.models import User
from municipality.people.workplace import Workplace

CONSIDER_FROM: Final = 2  # simple cooperation; at level 3 a plan is always considered

DUTIES: Final = Group("plans", "logs:list", gettext_lazy("Stafettlogger"))
PAGES: Final = {"start": "plans:start", "coordinator": "plans:coordinator", "revise": "plans:read"}


def panels(case: Case, user: User) -> Iterator[Shown | Happened]:
    """The plan; or, for those who see to it that there is one, what is needed."""
    plan: Any = plan_of(case)
    if plan:
        coordinator = ", ".join(filter(None, [plan.name_told, plan.unit_told]))
        yield Shown("aside", 20, "plans/_panel.html", {"plan": plan, "coordinator": coordinator}, (plan,))
        yield Happened(
            plan.started_at, _("Individuell plan ble startet"), reverse("plans:read", args=[case.pk])
        )
    if plan or user.is_family or case.closed_at:
        return
    how_it_stands = prospect(case)
    consider = case.holder_id == user.pk and case.level >= CONSIDER_FROM and how_it_stands.possible
    if how_it_stands.sees_to_it and (how_it_stands.in_force or consider):
        yield Shown("aside", 20, "plans/_panel.html", {"in_force": how_it_stands.in_force})


def duties(user: User, place: Workplace) -> list[Waiting]:
    """A plan to start, a coordinator to name, a plan to go through."""
    found = plan_duties() if place.units else []
    if not found:
        return []
    cases = {case.pk: case for case in Case.objects.filter(pk__in=[duty.case_id for duty in found])}
    return [_waiting(duty, cases[duty.case_id]) for duty in found if duty.case_id in cases]


def _waiting(duty: Duty, case: Case) -> Waiting:
    words = {
        "start": _("Start individuell plan for %(name)s"),
        "coordinator": _("Velg ny koordinator for %(name)s"),
        "revise": _("Gå gjennom den individuelle planen til %(name)s"),
    }
    return Waiting(
        text=words[duty.duty] % {"name": case.whom},
        url=reverse(PAGES[duty.duty], args=[case.pk]),
        group=DUTIES,
        due=duty.due,
        child=case.child,
        shown=(case,),
    )


def next_days(cases: Sequence[uuid.UUID]) -> dict[uuid.UUID, date]:
    """By log, when its plan is to be gone through."""
    plans = IndividualPlan.objects.filter(case__in=cases, case__closed_at=None)
    return dict(plans.order_by().values_list("case", "revise_on"))


def register_plans() -> None:
    """Called from the app's `ready()`."""
    register_panels("plans", panels)
    register_milestones("plans", Milestones(next_days))
    register_source("plans", duties)
