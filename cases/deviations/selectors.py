"""Deviations: those that the privacy officer answers, those that one has reported, and what is told of a reading."""

import uuid
from datetime import date, datetime
from typing import Final, NamedTuple

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from cases.deviations.models import Deviation
from municipality.access.verbs import rows
from municipality.audit.acts import Act

PER_PAGE: Final = 25


def deviations() -> QuerySet[Deviation]:
    """Those of the privacy officer's municipality: where Datatilsynet waits for an answer first, by the clock."""
    waits = When(Q(closed_at=None, authority_at=None), then=Value(0))
    is_open = When(closed_at=None, then=Value(1))
    return (
        Deviation.objects.select_related("unit")
        .prefetch_related("author", "registered_by")
        .annotate(place=Case(waits, is_open, default=Value(2), output_field=IntegerField()))
        .order_by("place", Case(When(place=2, then=None), default=F("discovered_at")), "-closed_at", "pk")
    )


def open_ones() -> QuerySet[Deviation]:
    return Deviation.objects.filter(closed_at=None)


def own_reports(user_id: int) -> QuerySet[Deviation]:
    """What somebody has reported, the newest first."""
    return Deviation.objects.filter(registered_by=user_id, about="other").select_related("unit")


class Seen(NamedTuple):
    """How often somebody had met it on the wrong child, and when last. The family is named as one."""

    name: str
    unit: str
    act: str
    times: int
    latest: datetime
    of_family: bool

    @property
    def words(self) -> str:
        return str(Act(self.act).label) if self.act in Act.values else self.act


def deviation_seen(deviation: Deviation) -> list[Seen]:
    return rows(Seen, "deviation_seen", deviation=deviation.pk)


class ToldOfReading(NamedTuple):
    """What the family is told of a reading without right; names nobody and no unit with a protected address."""

    told_at: datetime
    name: str
    unit: str
    first_at: datetime
    last_at: datetime
    done: str

    @property
    def days(self) -> list[date]:
        """The first and the last, each once."""
        return sorted({timezone.localdate(self.first_at), timezone.localdate(self.last_at)})


def told(case_id: uuid.UUID) -> list[ToldOfReading]:
    return rows(ToldOfReading, "unlawful_readings_told", case=case_id)


class LedReading(NamedTuple):
    """The same for who has the leader's place where the notes were written."""

    id: uuid.UUID
    case_id: uuid.UUID
    number: str
    name: str
    unit: str
    first_at: datetime
    last_at: datetime
    done: str
    told_at: datetime


def led() -> list[LedReading]:
    return rows(LedReading, "unlawful_readings_led")
