"""Who is away and who stands in, as the database tells the current user."""

import uuid
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Now

from cases.absence.models import Absence
from cases.case.candidates import Candidate
from municipality.access.verbs import rows


class Reach(NamedTuple):
    """A log of the person who is away; whether the stand-in reads it in these days."""

    case_id: uuid.UUID
    number: str
    reads: bool


class StandsInFor(NamedTuple):
    """Somebody for whom the current user stands in now."""

    absence_id: uuid.UUID
    user_id: int
    name: str
    until: date


class Away(NamedTuple):
    user_id: int
    until: date


def open_absences() -> QuerySet[Absence]:
    """Those that are not over: of oneself, those in which one stands in, and of people in units that one leads."""
    found = Absence.objects.filter(ended_at=None, during__endswith__gt=Now())
    return found.prefetch_related("user", "stand_in").order_by("during", "pk")


def reach_of(absence_id: uuid.UUID) -> list[Reach]:
    """The open logs of the person who is away, for whoever sees to the absence; empty for others."""
    return rows(Reach, "absence_reach", absence=absence_id)


def stand_in_candidates(user_id: int) -> list[Candidate]:
    """Who can stand in for somebody; empty for those who may not choose."""
    found = rows(_Colleague, "stand_in_candidates", user=user_id)
    return [Candidate(one.user_id, one.name, one.unit_id, one.unit, "", one.away_until) for one in found]


class _Colleague(NamedTuple):
    user_id: int
    name: str
    unit_id: int
    unit: str
    away_until: date | None


def my_stand_ins() -> list[StandsInFor]:
    """For whom the current user stands in now."""
    return rows(StandsInFor, "my_stand_ins")


def away_among(users: list[int]) -> dict[int, date]:
    """Which of these colleagues are away now, and until which day."""
    return {one.user_id: one.until for one in rows(Away, "away_among", users=users)}
