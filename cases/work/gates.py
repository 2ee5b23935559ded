"""The first lines of every page here: the case, whether the person may write in it, and the goal or measure."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404

from cases.case.exclusions import Fact, facts_to_know
from cases.case.gates import acting_units, case_or_404, change_or_403
from cases.case.models import Case
from cases.case.names import OfChildWelfare, Told
from cases.work.models import Goal, Measure
from cases.work.people import Candidate, candidates_of, is_child_welfare, readers_lines
from cases.work.selectors import told
from municipality.access.columns import unread
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.models import User
from municipality.people.request import SignedInRequest


@dataclass
class Writer:
    """A participant who writes in a case, with what the forms need to know."""

    case: Case
    user: User
    units: list[Unit]

    @cached_property
    def about(self) -> dict[str, Any]:
        """What every form of goals and measures asks for."""
        return {
            "case": self.case,
            "units": self.units,
            "lines": readers_lines(self.case),
            "facts": self.facts,
        }

    @cached_property
    def facts(self) -> list[Fact]:
        """What the family has excepted: whoever writes has read it."""
        return facts_to_know(self.case.pk)

    @cached_property
    def candidates(self) -> list[Candidate]:
        return candidates_of(self.case)


def units_that_work_on(row: Goal | Measure, units: Sequence[Unit]) -> list[Unit]:
    """Those of `units` that change or evaluate `row`: barnevern only what names it, others all they see."""
    own = names_child_welfare(row)
    return [unit for unit in units if own or not is_child_welfare(unit)]


def names_child_welfare(row: Goal | Measure) -> bool:
    """Whether it is hidden from those who must not know of barnevern. For a row from `…_or_404`."""
    return row.set_by_child_welfare or (isinstance(row, Measure) and row.given_to_child_welfare)


def writer_or_refused(request: SignedInRequest, case_id: uuid.UUID, act: Act) -> Writer:
    """404 where there is no such case for this person, 403 for those who may read and not write."""
    case = case_or_404(case_id, act)
    change_or_403(request, case, act)
    units = acting_units(case)
    if not units:  # withdrawn since the case was read, two lines up
        access_log.refuse(act, case_id=case.pk)
        raise Http404
    return Writer(case, request.user, units)


def goal_or_404(case: Case, goal_id: uuid.UUID, act: Act) -> Goal:
    """With `set_by_child_welfare`."""
    of_child_welfare: Any = {"set_by_child_welfare": OfChildWelfare("unit_id")}
    found = Goal.objects.annotate(**of_child_welfare)
    goal = found.filter(pk=goal_id, case=case).first()
    if goal is None:
        access_log.refuse(act, case_id=case.pk)
        raise Http404
    return goal


def measure_or_404(case: Case, measure_id: uuid.UUID, act: Act) -> Measure:
    """With `who` is responsible and who `signed` it, in words.

    And whether it, or its goal, was `set_by_child_welfare`, and whether it is `given_to_child_welfare`.
    """
    measures = Measure.objects.select_related("goal").defer(*unread(Measure, "goal"))
    of_child_welfare: Any = {
        "set_by_child_welfare": OfChildWelfare("unit_id", "goal__unit_id"),
        "given_to_child_welfare": OfChildWelfare("responsible_unit_id"),
    }
    found = told(measures).annotate(signed=Told("measure_signed"), **of_child_welfare)
    measure = found.filter(pk=measure_id, case=case).first()
    if measure is None:
        access_log.refuse(act, case_id=case.pk)
        raise Http404
    return measure
