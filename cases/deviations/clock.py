"""How long is left until Datatilsynet must be told (GDPR 33), in words."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.deviations.models import Deviation

HOUR = timedelta(hours=1)


class Clock(NamedTuple):
    """`words` with the looks of a tag; a clock that has stopped has neither."""

    words: str
    tone: str


def clock_of(deviation: Deviation, now: datetime | None = None) -> Clock:
    """The time left or over; empty once it is answered."""
    if deviation.authority_at or deviation.closed_at:
        return Clock("", "")
    left = deviation.due_at - (now or timezone.now())
    hours = abs(left) // HOUR
    if left < timedelta(0):
        return Clock(_("%(hours)s timer over fristen") % {"hours": hours}, "late")
    words = _("%(hours)s timer igjen") if hours else _("under en time igjen")
    return Clock(words % {"hours": hours}, "late" if hours < 24 else "waiting")
