"""Deadlines in days, as municipalities count them: July does not run unless the municipality says so."""

from datetime import date, timedelta

from municipality.organisation.models import Municipality

JULY = 7


def deadline(municipality: Municipality, start: date, days: int) -> date:
    """The date `days` days after `start`, with the days of July left out where July does not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if municipality.july_counts or day.month != JULY:
            days -= 1
    return day
