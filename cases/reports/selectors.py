"""Reading reports: one's own, and what is told of one. The database decides which are seen."""

import uuid
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db.models import QuerySet

from cases.reports.models import Report
from municipality.access.verbs import rows
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Unit

ANSWERED_WITHIN: Final = timedelta(weeks=3)  # barnevern tells who has reported that it has arrived


def reports() -> QuerySet[Report]:
    """All that the current user reads, the latest first."""
    return Report.objects.select_related("unit__municipality").prefetch_related("author")


class LeaderTold(NamedTuple):
    """Somebody who would read it as leader, and why the municipality wants that."""

    user_id: int
    name: str
    because: str


def leaders_told(unit: Unit) -> list[LeaderTold]:
    """Who would read a report of an own unit; empty where the municipality does not say why."""
    return rows(LeaderTold, "unit_report_readers", unit=unit.pk)


class ToldFamily(NamedTuple):
    """What the family was told. `unit` is empty where no unit is named."""

    sent_on: date
    told_on: date
    unit: str


def reports_told(case_id: uuid.UUID) -> list[ToldFamily]:
    """For those of the family who read the log."""
    return rows(ToldFamily, "reports_told", case=case_id)


def receivers_in(unit: Unit) -> list[str]:
    """Barnevern's units in the municipality, by name: whom one reports to, most of the time."""
    of_barnevern = Unit.objects.in_use().filter(
        municipality_id=unit.municipality_id, service__kind_of_information=KindOfInformation.CHILD_WELFARE
    )
    return [one.name for one in of_barnevern.order_by("name")]
