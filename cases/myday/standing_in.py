"""«Mens Ola er borte»: what a stand-in takes care of, apart from the own work. Rooms above register what they know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models.functions import Least, Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.absence.models import Absence
from cases.absence.selectors import my_stand_ins
from cases.case.models import Case
from cases.myday.charges import Charge
from cases.myday.charges import register as register_charges
from cases.myday.sources import OF_A_MEASURE, due_words
from cases.myday.waiting import Waiting, named_apart
from cases.work.models import Measure
from cases.work.selectors import told
from municipality.access.verbs import Among, value
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.paging import enough


@dataclass(frozen=True)
class StandingIn:
    """One colleague who is away, until when, and what waits for them, what is due first."""

    name: str
    until: date
    lines: list[Waiting]


# Gives the key of the colleague's account with each line; a fixed number of queries.
Source = Callable[[], list[tuple[int, Waiting]]]

_sources: Final[dict[str, Source]] = {}


def register(name: str, source: Source) -> None:
    """Called from an app's `ready()`."""
    _sources[name] = source


def standing_in(place: Workplace) -> list[StandingIn]:
    """For whom the current user stands in now; one query for those who stand in for nobody."""
    away = my_stand_ins() if place.units else []
    if not away:
        return []
    found = [one for source in _sources.values() for one in source()]
    lines = named_apart([line for _user, line in found])
    of = [(user, line) for (user, _line), line in zip(found, lines, strict=True)]
    return [StandingIn(one.name, one.until, _in_order(of, one.user_id)) for one in away]


def _in_order(lines: list[tuple[int, Waiting]], user_id: int) -> list[Waiting]:
    own = [line for user, line in lines if user == user_id]
    return sorted(own, key=lambda one: (one.due is None, one.due or date.max, one.text))


def _measures() -> list[tuple[int, Waiting]]:
    running = Measure.objects.filter(Among("stand_in_measures"), ended_at=None).select_related("case")
    running = told(running, listed=True).order_by(Least("evaluate_on", "deadline"), "set_at", "pk")
    found: list[Any] = list(enough(running.only("responsible", *OF_A_MEASURE)))
    return [(one.responsible_id, due_words(one)) for one in found]


def _batons() -> list[tuple[int, Waiting]]:
    held = Case.objects.filter(Among("stand_in_batons")).order_by("opened_at", "pk")
    return [
        (
            case.holder_id,
            Waiting(
                text=_("Stafettpinnen for %(name)s") % {"name": case.whom},
                url=reverse("logs:read", args=[case.pk]),
                child=case.child,
                shown=(case,),
            ),
        )
        for case in enough(held)
    ]


def _of_cases() -> list[tuple[int, Waiting]]:
    """Measures and batons, each asked for only where there are any."""
    found = _measures() if value("stand_in_measures") else []
    return [*found, *(_batons() if value("stand_in_batons") else [])]


def people_away(user: User, place: Workplace) -> list[Charge]:
    """For whoever leads a unit: how many of its people are away now, and the page of absences."""
    if not place.led_units:
        return []
    now = Absence.objects.filter(ended_at=None, during__contains=Now()).exclude(user=user)
    n = now.exclude(stand_in=user).count()
    words = ngettext("%d er borte nå", "%d er borte nå", n) % n if n else _("ingen er borte nå")
    return [Charge(_("Fravær"), reverse("absence:list"), words)]


def register_of_cases() -> None:
    """Called from the app's `ready()`."""
    register("cases", _of_cases)
    register_charges("absence", people_away)
