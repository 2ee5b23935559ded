"""When a team meets next, by the rhythm that the municipality's file states for it, and what is too early."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from municipality.organisation.models import Team
from teams.meetings.models import Meeting

# Whole weeks, so that a team that meets on Tuesdays goes on meeting on Tuesdays.
WEEKS: Final = {"week": 1, "month": 4, "year": 52}
EVERY: Final = re.compile(r"(?:(\d+) )?(day|week|month|year)s?")
USUAL_HOUR: Final = time(9)
EARLY: Final = timedelta(
    minutes=30
)  # a meeting that begins longer than this before its time was perhaps not meant


def between_meetings(team: Team) -> timedelta:
    """The time between two meetings; a week where the file says nothing that can be counted."""
    if found := EVERY.fullmatch(str(team.meets.get("every", ""))):
        count = int(found[1] or 1)
        return timedelta(days=count) if found[2] == "day" else timedelta(weeks=count * WEEKS[found[2]])
    for key, weeks in (("times_per_year", 52), ("times_per_half_year", 26)):
        if times := int(team.meets.get(key, 0)):
            return timedelta(weeks=max(1, weeks // times))
    return timedelta(weeks=1)


def is_early(meeting: Meeting) -> bool:
    """Whether beginning now is so long before its time that it is asked about."""
    return meeting.started_at is None and meeting.starts_at - timezone.now() > EARLY


def suggested_start(team: Team) -> datetime:
    """When the team would meet next: as long after its latest meeting as it usually waits, at the same hour.

    Without an earlier meeting a week from today at nine. Never in the past.
    """
    today, step = timezone.localdate(), between_meetings(team)
    latest = (
        Meeting.objects.filter(team=team).order_by("-starts_at").values_list("starts_at", flat=True).first()
    )
    if latest is None:
        return _at(_working_day(today + timedelta(weeks=1)), USUAL_HOUR)
    last = timezone.localtime(latest)
    day = last.date() + step
    while day <= today:
        day += step
    return _at(_working_day(day), last.time())


def _working_day(day: date) -> date:
    """The Monday after, for a day in a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock.replace(second=0, microsecond=0)))
