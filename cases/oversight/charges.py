"""The units of one's service, and concerns that no leader sees, for "Min dag"."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.concerns.selectors import concern_heads
from cases.myday.charges import Charge
from cases.oversight.selectors import overseen_units
from municipality.people.models import User
from municipality.people.workplace import Workplace


def in_place_of_leaders(user: User, place: Workplace) -> list[Charge]:
    """For who takes a leader's place."""
    found = []
    if place.services:
        number = len(overseen_units())
        words = ngettext("%(n)d enhet", "%(n)d enheter", number) % {"n": number}
        found.append(Charge(_("Enhetene i tjenesten"), reverse("oversight:units"), words))
    if place.is_named:
        number = len(concern_heads())
        words = ngettext("%(n)d åpen", "%(n)d åpne", number) % {"n": number}
        found.append(Charge(_("Undringer uten leder"), reverse("concerns:heads"), words))
    return found
