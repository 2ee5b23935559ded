"""What time it is: the database says. The clocks of web and worker may differ from it, and from one another."""

from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone


def database_now() -> datetime:
    """This moment. Where a statement can say it itself, it says `Now()`."""
    with connection.cursor() as cursor:
        cursor.execute("select statement_timestamp()")
        now: datetime = cursor.fetchone()[0]
        return now


def database_today() -> date:
    """The day that it is in the municipality's time."""
    return timezone.localdate(database_now())


def begin_of(day: date) -> datetime:
    """The moment at which the day begins, in the municipality's time."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """The moment at which the day is over."""
    return begin_of(day + timedelta(days=1))


def last_day(moment: datetime) -> date:
    """The last day of what is over at this moment: midnight belongs to the day before."""
    return timezone.localtime(moment - timedelta.resolution).date()
