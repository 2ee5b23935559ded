"""What handing out asks on «Min dag»: whether the family may still not know.

No child is named in these lines, so that the event of the page needs to name none.
"""

from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.disclosures.selectors import to_review
from cases.myday.waiting import SOON, Group, Waiting, register
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.dates import exact_day

DISCLOSURES: Final = Group("disclosures", "bylaw:overview", gettext_lazy("Uten samtykke"))


def of_disclosures(_user: User, place: Workplace) -> list[Waiting]:
    """Those of which the family does not know, late or due soon."""
    if not place.has_a_part:
        return []
    return [
        Waiting(
            _("Skal familien fortsatt ikke vite om utleveringen fra %(day)s?")
            % {"day": exact_day(one.begun_on)},
            reverse("disclosures:tell", args=[one.id]),
            DISCLOSURES,
            one.review_on,
        )
        for one in to_review(timezone.localdate() + timedelta(days=SOON))
    ]


def register_waiting() -> None:
    """Called with the panels of the room."""
    register("disclosures", of_disclosures)
