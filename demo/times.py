"""When things happened in the demo: counted back from today, on working days and in working hours."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

SATURDAY = 5
FIRST_MINUTE = 8 * 60 + 40
MINUTES_BETWEEN = 47


def working_day(today: date, days_ago: int) -> date:
    """The day `days_ago` days back, or the Friday before when it is in a weekend."""
    day = today - timedelta(days=days_ago)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return day


def working_moment(now: datetime, days_ago: int, place: int = 0) -> datetime:
    """A moment on that day, later for each `place` in a row of things, and never ahead of `now`."""
    day = working_day(timezone.localdate(now), days_ago)
    midnight = timezone.make_aware(datetime.combine(day, time()))
    return min(midnight + timedelta(minutes=FIRST_MINUTE + place * MINUTES_BETWEEN), now)
