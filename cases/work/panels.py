"""What the log's page shows of goals and measures: what was agreed in the story, the next day beside it."""

from cases.logs.models import Case
from cases.logs.panels import Shown, register
from cases.work.selectors import MeasureShown, goals_of, next_day_of
from municipality.people.models import User


def agreed(case: Case, user: User) -> Shown:
    """Goals with their measures; what is reached or put away is folded below."""
    goals = goals_of(case, user)
    rows = [one.goal for one in goals]
    return Shown(
        "work/_agreed.html",
        {
            "active": [one for one in goals if one.is_active],
            "past": [one for one in goals if not one.is_active],
        },
        (*rows, *(shown.measure for one in goals for shown in one.measures)),
    )


def next_day(case: Case, user: User) -> Shown | None:
    """The day on which something is due next; nothing in a log that is closed."""
    measure = None if case.closed_at else next_day_of(case)
    if measure is None:
        return None
    return Shown("work/_next.html", {"next": MeasureShown(measure, "")}, (measure,))


def register_panels() -> None:
    """Called from the app's `ready()`."""
    register("story", 10, "work", agreed)
    register("aside", 10, "work", next_day)
