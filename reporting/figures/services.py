"""Publishing a municipality's figures: counted by the database, controlled, and written once a day."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from municipality.access.verbs import rows
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.clock import database_today
from municipality.organisation.municipality import Municipality
from reporting.disclosure import is_enough, may_be_renewed, protect
from reporting.figures.models import WHOLE, Indicator, PublishedFigure

LEVELS = ("0", "1", "2", "3")
OF_PERSONS = (Indicator.OPEN_LOGS, Indicator.DAYS_TO_MEASURE)
Cells = dict[str, int | None]


@transaction.atomic
def figures_publish(*, municipality: Municipality, day: date) -> bool:
    """Publish what may be published on this day; False when the day, or a later one until today, is published already.

    One publication a day, so that two of the same day cannot be compared. A figure about persons is published only
    when as many logs as the threshold have changed since the last time: until then the former one stays. The system's
    verb.
    """
    municipality = Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    published = PublishedFigure.objects.filter(municipality=municipality)
    today = max(day, database_today())
    if published.filter(day__range=(day, today)).exists():
        return False
    _settle_days_to_come(published.filter(day__gt=today), day)
    last = {
        indicator: published.filter(indicator=indicator).values_list("day", flat=True).first()
        for indicator in OF_PERSONS
    }
    counted = _counted(municipality, day, last)
    threshold = municipality.disclosure_threshold
    figures: dict[Indicator, Cells] = {
        # Without a dimension of persons, for the whole municipality: exempt from disclosure control (definitions.py).
        indicator: {WHOLE: counted[indicator][WHOLE]}
        for indicator in (Indicator.OVERDUE_MEASURES, Indicator.WAITING_REFERRALS)
    }
    controlled = {Indicator.OPEN_LOGS: _levels, Indicator.DAYS_TO_MEASURE: _days}
    for indicator, control in controlled.items():
        if last[indicator] is None or may_be_renewed(counted[indicator]["changed"] or 0, threshold):
            figures[indicator] = control(counted[indicator], threshold)
    PublishedFigure.objects.bulk_create(
        PublishedFigure(
            municipality=municipality,
            day=day,
            indicator=indicator,
            cell=cell,
            value=value,
            threshold=threshold,
        )
        for indicator, cells in figures.items()
        for cell, value in cells.items()
    )
    access_log.record(Act.FIGURES_PUBLISH, objects=[municipality])
    return True


def _settle_days_to_come(to_come: QuerySet[PublishedFigure], day: date) -> None:
    """Undo what a clock that was ahead has published, but for what somebody may have seen of it.

    Nobody knows when that was. So counts of persons count as published on this day: they stay until as many logs as
    the threshold have changed after it, and no two are shown that differ by one child.
    """
    for indicator in OF_PERSONS:
        newest = to_come.filter(indicator=indicator).order_by("-pk").first()
        if newest:
            to_come.filter(indicator=indicator, day=newest.day).update(day=day)
    to_come.delete()


class Count(NamedTuple):
    """One count before disclosure control."""

    indicator: str
    cell: str
    value: int | None


def _counted(
    municipality: Municipality, day: date, last: dict[Indicator, date | None]
) -> dict[Indicator, Cells]:
    counted: dict[Indicator, Cells] = defaultdict(dict)
    for one in rows(
        Count, "figures_counted", municipality=municipality.pk, day=day,
        logs_since=last[Indicator.OPEN_LOGS], days_since=last[Indicator.DAYS_TO_MEASURE],
    ):  # fmt: skip
        counted[Indicator(one.indicator)][one.cell] = one.value
    return counted


def _levels(counted: Cells, threshold: int) -> Cells:
    shown = protect([counted[level] or 0 for level in LEVELS], threshold)
    return {**dict(zip(LEVELS, shown.cells, strict=True)), WHOLE: shown.total}


def _days(counted: Cells, threshold: int) -> Cells:
    # How many there are is not published: a median with its count, followed over time, tells of the person who came to.
    return {WHOLE: counted[WHOLE] if is_enough(counted["persons"] or 0, threshold) else None}


def figures_publish_everywhere(day: date) -> dict[str, bool]:
    """The names of all municipalities, and whether their figures were published now. The system's verb."""
    return {
        municipality.name: figures_publish(municipality=municipality, day=day)
        for municipality in Municipality.objects.filter(merged_at=None)
    }
