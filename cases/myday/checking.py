"""What waits for a leader as the second person (D5)."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.checks.models import Widening
from cases.checks.selectors import checks_for_me
from cases.myday.waiting import Group, Waiting
from municipality.people.models import User
from municipality.people.workplace import Workplace

CHECKS: Final = Group("checks", "checks:list", gettext_lazy("Til kontroll"))


def to_check(user: User, place: Workplace) -> list[Waiting]:
    """Each thing that somebody has registered; nothing is asked for those who lead nowhere."""
    if not (place.led_units or place.overseen):
        return []
    return [
        Waiting(
            text=_("Kontroller det som er registrert: %(what)s") % {"what": one.what_label},
            url=reverse("checks:look", args=[one.id]),
            group=CHECKS,
            about=one.whom,
            shown=(Widening(pk=one.id, case_id=one.case_id),),
        )
        for one in checks_for_me()
    ]
