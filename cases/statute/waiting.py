"""What a decision by statute asks on «Min dag»: the receiving unit's reception names who reads."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.myday.waiting import Group, Waiting, register
from cases.statute.models import Statute
from cases.statute.selectors import statutes_received
from municipality.people.models import User
from municipality.people.workplace import Workplace

STATUTES: Final = Group("statutes", "bylaw:overview", gettext_lazy("Uten samtykke"))


def to_name(user: User, place: Workplace) -> list[Waiting]:
    """Decisions by which nobody of the unit reads yet; nothing is asked for those who receive nowhere."""
    if not place.receives:
        return []
    return [
        Waiting(
            text=_("Bestem hvem i enheten som skal lese opplysninger uten samtykke"),
            url=reverse("statute:received", args=[one.id]),
            group=STATUTES,
            about=one.whom_and_number,
            shown=(Statute(pk=one.id, case_id=one.case_id),),
        )
        for one in statutes_received()
        if one.receives and not one.named
    ]


def register_waiting() -> None:
    """Called with the panels of the room."""
    register("statute", to_name)
