"""The KOSTRA files of a NAV office, for its leader's "Min dag"."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.myday.charges import Charge
from municipality.people.models import User
from municipality.people.workplace import Workplace
from reporting.kostra.gates import office_of


def kostra_files(user: User, place: Workplace) -> list[Charge]:
    """For whoever leads a unit that delivers them. Nothing is stored of a check, so nothing is said of the last one."""
    if not office_of(place):
        return []
    return [Charge(_("KOSTRA"), reverse("kostra:check"), _("kontroller 11F og 11CF før de sendes til SSB"))]
