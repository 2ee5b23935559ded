"""What the log's page and lists of logs show of goals and measures: what was agreed, and the day that comes next."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Max, Min
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.logs.milestones import Milestones
from cases.logs.milestones import register as register_milestones
from cases.logs.panels import Happened, Shown, register, register_paper, register_together
from cases.work.models import Measure
from cases.work.selectors import GoalShown, MeasureShown, goals_of
from municipality.people.models import User

LONGEST: Final = 120  # characters of a goal or a measure in a short line


def panels(case: Case, user: User) -> Iterator[Shown | Happened]:
    """Goals with their measures, what is reached or put away folded below; in an open log the day that comes next."""
    goals = goals_of(case)
    yield _agreed(goals)
    yield from _happened(goals)
    waiting = (
        [] if case.closed_at else [one for goal in goals for one in goal.measures if not one.measure.ended_at]
    )
    if waiting:
        yield _next(min(waiting, key=lambda one: one.measure.next_day))


def _happened(goals: list[GoalShown]) -> Iterator[Happened]:
    for shown in goals:
        goal = Truncator(shown.goal.text).chars(LONGEST)
        yield Happened(shown.goal.set_at, _("Nytt mål: %(goal)s") % {"goal": goal})
        for one in shown.measures:
            what = Truncator(one.measure.what).chars(LONGEST)
            url = reverse("work:measure_read", args=[one.measure.case_id, one.measure.pk])
            yield Happened(one.measure.set_at, _("Nytt tiltak: %(what)s") % {"what": what}, url)


def _agreed(goals: list[GoalShown]) -> Shown:
    parts: dict[str, Any] = {
        "active": [one for one in goals if one.is_active],
        "past": [one for one in goals if not one.is_active],
        "some_of_others": any(not one.mine_to_change for one in goals),
    }
    rows = [one.goal for one in goals]
    return Shown(
        "story",
        10,
        "work/_agreed.html",
        parts,
        (*rows, *(shown.measure for one in goals for shown in one.measures)),
    )


def _next(shown: MeasureShown) -> Shown:
    return Shown("aside", 10, "work/_next.html", {"next": shown}, (shown.measure,))


def next_days(cases: Sequence[uuid.UUID]) -> dict[uuid.UUID, date]:
    """By log, the next day of the measures that run."""
    running = Measure.objects.filter(case__in=cases, ended_at=None, case__closed_at=None)
    return dict(running.order_by().values_list("case").annotate(day=Min(Least("evaluate_on", "deadline"))))


def last_changes(cases: Sequence[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """By log, when something was agreed or ended. That a wording changed does not count: an evaluation that not all
    may read changes it too."""
    agreed = Measure.objects.filter(case__in=cases).order_by().values_list("case")
    return dict(agreed.annotate(at=Max(Greatest("set_at", "ended_at"))))


def paper(case: Case, user: User) -> Iterator[Shown]:
    """Every goal, also those that are reached or put away, with its measures."""
    goals = goals_of(case, listed=True)
    rows = (*(one.goal for one in goals), *(shown.measure for one in goals for shown in one.measures))
    yield Shown("story", 10, "work/_paper.html", {"goals": goals}, rows)


def together(case: Case, user: User) -> Iterator[Shown]:
    """Goals that are worked on, with their measures: a child of whom they are reads each that somebody beside does."""
    goals = [one for one in goals_of(case, listed=True) if one.is_active]
    rows = (*(one.goal for one in goals), *(shown.measure for one in goals for shown in one.measures))
    yield Shown("story", 10, "work/_together.html", {"goals": goals}, rows)


def register_panels() -> None:
    """Called from the app's `ready()`."""
    register("work", panels)
    register_milestones("work", Milestones(next_days, last_changes))
    register_paper("work", paper)
    register_together("work", together)
