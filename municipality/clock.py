"""What time it is: the database says. The clocks of web and worker may differ from it, and from one another."""

from datetime import date, datetime

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
