"""What requests ask on «Min dag»: an answer by its day, late first; and to look again at what a family does not know.

No child is named in these lines, so that the event of the page needs to name none.
"""

from collections.abc import Iterator
from typing import Final

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.myday.waiting import Group, Waiting, register
from cases.myday.watching import Watched
from cases.myday.watching import register as register_watched
from cases.requests.selectors import hidden_to_look_at, parts_to_answer, requests_counted
from cases.requests.views_answer import HIDDEN
from municipality.people.models import User
from municipality.people.workplace import Workplace

REQUESTS: Final = Group("requests", "requests:list", gettext_lazy("Krav fra familien"))
HIDDEN_ONES: Final = Group("hidden")  # each with a page of its own, and no list


def of_requests(_user: User, place: Workplace) -> list[Waiting]:
    """Nothing for who works nowhere."""
    if not place.has_a_part:
        return []
    return [
        *(
            Waiting(
                _("Svar på %(demand)s, %(unit)s") % {"demand": one.demand, "unit": one.unit},
                reverse("requests:read", args=[one.part_id]),
                REQUESTS,
                one.due_on,
            )
            for one in parts_to_answer(answered=False)
        ),
        *(
            Waiting(
                _("Familien har bedt om innsyn: Skal den fortsatt ikke vite om %(what)s?")
                % {"what": HIDDEN[one.about][0]},
                reverse("requests:look", args=[one.about, one.key]),
                HIDDEN_ONES,
                one.asked_on + relativedelta(months=1),
            )
            for one in hidden_to_look_at()
        ),
    ]


def on_first_page() -> Iterator[Watched]:
    """For the privacy officer: how many wait in all, and whether any is late."""
    units = requests_counted()
    waiting, late = sum(one.waiting for one in units), sum(one.late for one in units)
    words = ngettext("%(n)s krav fra familier venter", "%(n)s krav fra familier venter", waiting)
    tag = _("%(n)s etter fristen") % {"n": late} if late else ""
    none = _("Ingen krav fra familier venter")
    yield Watched(55, words % {"n": waiting} if waiting else none, reverse("requests:control"), tag, "late")


def register_waiting() -> None:
    """Called with the panels."""
    register("requests", of_requests)
    register_watched("requests", on_first_page)
