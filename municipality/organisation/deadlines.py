"""Deadlines in days, as municipalities count them: July does not run unless the municipality says so."""

from datetime import date, timedelta

from dateutil.easter import easter

from municipality.organisation.municipality import Municipality

JULY = 7
SATURDAY = 5
# Days from Easter Sunday: Maundy Thursday, Good Friday, Easter Monday, Ascension Day, Whit Monday (those on a Sunday
# are left out); and the holidays with a date of their own (lov om helligdager, lov om 1 og 17 mai).
AFTER_EASTER = (-3, -2, 1, 39, 50)
FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))


def deadline(municipality: Municipality, start: date, days: int) -> date:
    """The date `days` days after `start`, with the days of July left out where July does not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if municipality.july_counts or day.month != JULY:
            days -= 1
    return day


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no public holiday in Norway."""
    moving = {easter(day.year) + timedelta(days=days) for days in AFTER_EASTER}
    return day.weekday() < SATURDAY and day not in moving and (day.month, day.day) not in FIXED


def working_day_from(day: date) -> date:
    """The day itself, or the first working day after it: when people meet."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
