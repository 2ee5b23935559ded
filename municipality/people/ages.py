"""How old somebody is, in one place: rights begin and end on these days, here and in the database's verbs alike."""

from datetime import date, datetime, time
from typing import Final

from dateutil.relativedelta import relativedelta
from django.utils import timezone

HEARD_FROM: Final = 7  # barneloven: from this age a child must be heard
HEALTH_AGE: Final = 16
FULL_AGE: Final = 18


def full_years(born: date, day: date) -> int:
    """The age on a day. For those born on 29 February it changes on the 28th in other years, as Postgres counts."""
    return relativedelta(day, born).years


def birthday(born: date, years: int) -> datetime:
    """The first moment, in the time of the municipality, at which somebody born that day has the age."""
    return timezone.make_aware(datetime.combine(born + relativedelta(years=years), time()))
