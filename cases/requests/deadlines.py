"""Until when a request is answered: a month, of a complaint three weeks, counted on to a working day."""

from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from cases.requests.models import Kind
from municipality.organisation.deadlines import working_day_from

ANSWERED_WITHIN: Final = relativedelta(months=1)
COMPLAINT_WITHIN: Final = timedelta(weeks=3)  # also how long one can complain
PROLONGED_WITHIN: Final = relativedelta(months=3)  # from the day it came


def due_on(kind: str, came_on: date) -> date:
    """The last day. The database accepts none that is earlier, nor much later."""
    return working_day_from(came_on + (COMPLAINT_WITHIN if kind == Kind.COMPLAINT else ANSWERED_WITHIN))


def complain_by(answered_on: date) -> date:
    return answered_on + COMPLAINT_WITHIN


def latest_after(came_on: date) -> date:
    """To which day a unit can move its answer, in all."""
    return came_on + PROLONGED_WITHIN
