"""Reading what a log's people have agreed on, and how it went. Who sees what, the database decides."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.grants.models import CaseUserGrant
from cases.logs.models import Case, Entry
from cases.logs.selectors import is_masked, unit_label
from cases.work.models import Arena, Ended, Evaluation, Goal, GoalStatus, LifeArea, Measure, WorkVersion
from municipality.organisation.deadlines import deadline, working_day_from
from municipality.organisation.kinds import KindOfInformation
from municipality.organisation.models import Municipality
from municipality.people.models import User
from municipality.ui.dates import day_text


@dataclass(frozen=True)
class MeasureShown:
    """A measure as one reader meets it: who is responsible, and the newest evaluation that this reader may read."""

    measure: Measure
    who: str
    latest: Evaluation | None = None

    @property
    def is_planned(self) -> bool:
        return self.measure.is_planned(timezone.localdate())

    @property
    def is_late(self) -> bool:
        return self.measure.is_late(timezone.localdate())


@dataclass(frozen=True)
class GoalShown:
    """A goal with those of its measures that this reader may see, oldest first."""

    goal: Goal
    measures: list[MeasureShown] = field(default_factory=list)
    mine_to_change: bool = (
        False  # if I write at all: for another unit than barnevern, or what barnevern wrote
    )

    @property
    def is_active(self) -> bool:
        return self.goal.status == GoalStatus.ACTIVE


def who_is_responsible(measure: Measure, *, masked: bool) -> str:
    """The responsible person in words; with a protected address the family learns the service only."""
    if masked and measure.responsible_unit:
        return unit_label(measure.responsible_unit, masked=True)
    return measure.responsible_name


def goals_of(case: Case, user: User) -> list[GoalShown]:
    """Every goal of the case that `user`, who asks, may see, in the order they were set. At most three queries."""
    masked = is_masked(case, user)
    found = Measure.objects.filter(case=case)
    agreed = list(found.select_related("responsible_unit__service") if masked else found)
    latest = latest_evaluations(case) if agreed else {}
    measures: dict[uuid.UUID, list[MeasureShown]] = {}
    for measure in agreed:
        shown = MeasureShown(measure, who_is_responsible(measure, masked=masked), latest.get(measure.pk))
        measures.setdefault(measure.goal_id, []).append(shown)
    of_child_welfare = Q(unit__service__kind_of_information=KindOfInformation.CHILD_WELFARE)
    for_others = CaseUserGrant.objects.filter(~of_child_welfare, content_object=OuterRef("case"))
    goals = Goal.objects.filter(case=case).annotate(mine=Q(of_child_welfare | Exists(for_others)))
    return [GoalShown(goal, measures.get(goal.pk, []), goal.mine) for goal in goals]


def latest_evaluations(case: Case) -> dict[uuid.UUID, Evaluation]:
    """The newest evaluation of each measure of the case, as far as the one who asks may read it."""
    evaluations = Evaluation.objects.filter(measure__case=case).order_by("entry__written_at")
    return {one.measure_id: one for one in evaluations}


def next_evaluation(municipality: Municipality, start: date) -> date:
    """When a measure that starts, or goes on, from `start` is to be evaluated: the municipality's interval.

    Somebody talks with the child that day, so it is a working day.
    """
    return working_day_from(deadline(municipality, start, 7 * municipality.evaluation_weeks))


def signed(row: Goal | Measure | WorkVersion | Entry, *, masked: bool) -> str:
    """Who wrote it, and for which unit; with a protected address the family learns the service only."""
    return unit_label(row.unit, masked=True) if masked and row.unit else row.signature


@dataclass(frozen=True)
class EvaluationShown:
    """An evaluation with its entry, and who wrote it."""

    evaluation: Evaluation
    entry: Entry
    author: str


def evaluations_of(measure: Measure, *, masked: bool) -> list[EvaluationShown]:
    """The evaluations of a measure that the one who asks may read, newest first."""
    found = Evaluation.objects.filter(measure=measure).select_related("entry__unit__service")
    return [EvaluationShown(one, one.entry, signed(one.entry, masked=masked)) for one in found]


@dataclass(frozen=True)
class Former:
    """What a goal or a measure said until `row.replaced_at`: its text, the rest in pairs of word and value."""

    row: WorkVersion
    text: str
    facts: list[tuple[str, str]]
    changed_by: str


def former_goals(goal: Goal) -> list[Former]:
    """For those who write; the newest first."""
    return [
        Former(
            row,
            row.said["text"],
            [
                (_("Livsområde"), str(LifeArea(row.said["life_area"]).label)),
                (_("Status"), str(GoalStatus(row.said["status"]).label)),
            ],
            signed(row, masked=False),
        )
        for row in WorkVersion.objects.filter(goal=goal).select_related("unit__service")
    ]


def former_measures(measure: Measure, *, masked: bool) -> list[Former]:
    """The newest first. With a protected address the family learns of no name that stood there."""
    found = []
    today = timezone.localdate()
    for row in WorkVersion.objects.filter(measure=measure).select_related("unit__service"):
        said = row.said
        hidden = masked and said["responsible_unit_id"] is not None
        facts = [
            (_("Ansvarlig"), _("en fagperson") if hidden else said["responsible_name"]),
            (_("Hvor"), str(Arena(said["arena"]).label)),
            (_("Starter"), day_text(date.fromisoformat(said["starts_on"]), today)),
            (_("Frist"), day_text(date.fromisoformat(said["deadline"]), today)),
            (_("Evalueres"), day_text(date.fromisoformat(said["evaluate_on"]), today)),
        ]
        if said["ended_as"]:
            facts.append((_("Avsluttet"), str(Ended(said["ended_as"]).label)))
        found.append(Former(row, said["what"], facts, signed(row, masked=masked)))
    return found
