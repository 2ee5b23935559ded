"""What the log's page shows of goals and measures: what was agreed in the story, the next day beside it."""

from collections.abc import Iterator
from typing import Any

from cases.case.models import Case
from cases.logs.panels import Shown, register, register_paper
from cases.work.selectors import GoalShown, MeasureShown, goals_of
from municipality.people.models import User


def panels(case: Case, user: User) -> Iterator[Shown]:
    """Goals with their measures, what is reached or put away folded below; in an open log the day that comes next."""
    goals = goals_of(case)
    yield _agreed(goals)
    waiting = (
        [] if case.closed_at else [one for goal in goals for one in goal.measures if not one.measure.ended_at]
    )
    if waiting:
        yield _next(min(waiting, key=lambda one: one.measure.next_day))


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


def paper(case: Case, user: User) -> Iterator[Shown]:
    """Every goal, also those that are reached or put away, with its measures."""
    goals = goals_of(case, listed=True)
    rows = (*(one.goal for one in goals), *(shown.measure for one in goals for shown in one.measures))
    yield Shown("story", 10, "work/_paper.html", {"goals": goals}, rows)


def register_panels() -> None:
    """Called from the app's `ready()`."""
    register("work", panels)
    register_paper("work", paper)
