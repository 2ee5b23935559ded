"""Parts of a log's page that other rooms bring: the plan, what a team answered. The page knows none of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.db.models import Model

from cases.logs.models import Case
from municipality.people.models import User

Place = Literal["story", "aside"]


@dataclass(frozen=True)
class Shown:
    """What one panel shows of one log: its template with what that needs, and the rows of persons that stand there."""

    template: str
    context: dict[str, Any]
    objects: tuple[Model, ...] = ()


# Answers None where there is nothing to show to this person.
Panel = Callable[[Case, User], Shown | None]

_panels: Final[dict[Place, dict[str, tuple[int, Panel]]]] = {"story": {}, "aside": {}}


def register(place: Place, order: int, name: str, panel: Panel) -> None:
    """Called from an app's `ready()`. "story" stands before what has happened, "aside" in the summary beside it."""
    _panels[place][name] = (order, panel)


def panels_of(place: Place, case: Case, user: User) -> list[Shown]:
    """Every panel of that place that has something for this person, in order."""
    ordered = [panel for _order, panel in sorted(_panels[place].values(), key=lambda one: one[0])]
    return [shown for panel in ordered if (shown := panel(case, user)) is not None]


def objects_of(panels: Iterable[Shown]) -> list[Model]:
    """The rows of persons that the panels show, for the access log."""
    return [row for panel in panels for row in panel.objects]
