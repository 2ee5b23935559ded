"""People who leave a unit, for "Min dag" of whoever leads it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.myday.charges import Charge
from municipality.people.models import User
from municipality.people.workplace import Workplace
from teams.leaving.selectors import people_of_my_unit


def leavers(user: User, place: Workplace) -> list[Charge]:
    """One line for the units that `user`, the current user, leads: how many have a last day, and the page for it."""
    if not place.led_units:
        return []
    n = sum(one.ends_at is not None for unit in place.led_units for one in people_of_my_unit(unit))
    words = _("%(n)d har en siste dag") % {"n": n} if n else _("ingen har en siste dag")
    return [Charge(_("Når noen slutter"), reverse("leaving:overview"), words)]
