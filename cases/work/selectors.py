"""Reading what was agreed in a log, and how it went. The database decides who sees what."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.db.models import Exists, Func, JSONField, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.case.names import OfChildWelfare, Told
from cases.grants.models import CaseUserGrant
from cases.logs.models import Entry
from cases.work.models import Arena, Ended, Evaluation, Goal, GoalStatus, LifeArea, Measure, WorkVersion
from municipality.organisation.deadlines import deadline, working_day_from
from municipality.organisation.municipality import Municipality
from municipality.ui.dates import day_text


@dataclass(frozen=True)
class MeasureShown:
    """A measure as one reader sees it: who is responsible, and the newest evaluation that this reader may read."""

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


def told(measures: QuerySet[Measure], *, listed: bool = False) -> QuerySet[Measure]:
    """With `who`: the responsible person in words, as told to the current user. `listed`: in a list or on paper."""
    return measures.annotate(who=Told("measure_responsible", listed=listed))  # type: ignore[no-redef]  # named by the model


def goals_of(case: Case, *, listed: bool = False) -> list[GoalShown]:
    """Every goal of the case that the current user may see, in the order they were set. At most three queries.

    `listed`: the people are named in a list or on paper.
    """
    agreed: list[Any] = list(told(Measure.objects.filter(case=case), listed=listed))
    latest = latest_evaluations(case) if agreed else {}
    measures: dict[uuid.UUID, list[MeasureShown]] = {}
    for measure in agreed:
        shown = MeasureShown(measure, measure.who, latest.get(measure.pk))
        measures.setdefault(measure.goal_id, []).append(shown)
    for_others = CaseUserGrant.objects.filter(~Q(OfChildWelfare("unit_id")), content_object=OuterRef("case"))
    mine = Q(OfChildWelfare("unit_id")) | Exists(for_others)
    goals = Goal.objects.filter(case=case).annotate(mine=mine)
    return [GoalShown(goal, measures.get(goal.pk, []), goal.mine) for goal in goals]


def latest_evaluations(case: Case) -> dict[uuid.UUID, Evaluation]:
    """The newest evaluation of each measure of the case, as far as the current user may read it."""
    evaluations = Evaluation.objects.filter(measure__case=case).order_by("entry__written_at")
    return {one.measure_id: one for one in evaluations}


def next_evaluation(municipality: Municipality, start: date) -> date:
    """When a measure that starts, or goes on, from `start` is to be evaluated: the municipality's interval.

    Somebody talks with the child that day, so it is a working day.
    """
    return working_day_from(deadline(municipality, start, 7 * municipality.evaluation_weeks))


def evaluations_of(measure: Measure) -> QuerySet[Entry]:
    """The evaluations of a measure that the current user may read, newest first: each entry with its `evaluation`."""
    found = Entry.objects.filter(evaluation__measure=measure).select_related("evaluation")
    return found.order_by("-written_at")


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
            row.words["text"],
            [
                (_("Livsområde"), str(LifeArea(row.words["life_area"]).label)),
                (_("Status"), str(GoalStatus(row.words["status"]).label)),
            ],
            row.signed,
        )
        for row in _told(WorkVersion.objects.filter(goal=goal))
    ]


def former_measures(measure: Measure) -> list[Former]:
    """The newest first."""
    found = []
    today = timezone.localdate()
    for row in _told(WorkVersion.objects.filter(measure=measure)):
        said = row.words
        facts = [
            (_("Ansvarlig"), said["responsible_name"]),
            (_("Hvor"), str(Arena(said["arena"]).label)),
            (_("Starter"), day_text(date.fromisoformat(said["starts_on"]), today)),
            (_("Frist"), day_text(date.fromisoformat(said["deadline"]), today)),
            (_("Evalueres"), day_text(date.fromisoformat(said["evaluate_on"]), today)),
        ]
        if said["ended_as"]:
            facts.append((_("Avsluttet"), str(Ended(said["ended_as"]).label)))
        found.append(Former(row, said["what"], facts, row.signed))
    return found


def _told(versions: QuerySet[WorkVersion]) -> Iterable[Any]:
    """With `words`, what each said, and who `signed` it, as told to the current user."""
    words = Func("pk", function="wording_said", output_field=JSONField())
    return cast("Iterable[Any]", versions.annotate(words=words, signed=Told("wording_signed")))
