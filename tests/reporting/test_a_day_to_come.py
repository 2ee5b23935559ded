"""A clock that was ahead published figures of a day to come: they are shown to nobody and hold nothing up."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command

from municipality.access.identity import as_system, as_user
from municipality.clock import database_now, database_today
from municipality.organisation.municipality import Municipality
from reporting.figures.models import WHOLE, Indicator, PublishedFigure
from reporting.figures.selectors import latest_figures
from reporting.figures.services import figures_publish
from reporting.tasks import publish_figures
from tests.cast import Cast
from tests.reporting.helpers import lay_logs, lay_measure, levels, publish, published

TO_COME = timedelta(days=400)


def days(municipality: Municipality) -> set[date]:
    with as_system("test: which days"):
        return set(PublishedFigure.objects.filter(municipality=municipality).values_list("day", flat=True))


def lay_figures_to_come(cast: Cast) -> date:
    """What a run of a clock that was ahead has left."""
    day = database_today() + TO_COME
    publish(cast.home, day)
    return day


def test_the_day_is_the_databases_and_not_the_workers(cast: Cast) -> None:
    with time_machine.travel(database_now() + TO_COME):
        publish_figures()
        call_command("publish_figures")
    assert days(cast.home) == {database_today()}


def test_todays_figures_are_published_though_there_are_some_of_a_day_to_come(cast: Cast) -> None:
    lay_figures_to_come(cast)
    case = lay_logs(cast, {1: 9}, database_today() - timedelta(days=3))[0]
    lay_measure(cast, case, database_today() - timedelta(days=2), days=0)
    publish_figures()
    assert published(cast.home, Indicator.OVERDUE_MEASURES, database_today()) == {WHOLE: 1}
    assert days(cast.home) == {database_today()}


def test_a_figure_of_a_day_to_come_is_shown_to_nobody(cast: Cast) -> None:
    today = database_today()
    publish(cast.home, today - timedelta(days=1))
    lay_figures_to_come(cast)
    with as_user(cast.executive.pk):
        figures = latest_figures()
        assert figures is not None
        assert figures.day == today - timedelta(days=1)
        assert not PublishedFigure.objects.filter(day__gt=today).exists()


def test_counts_of_persons_of_a_day_to_come_are_todays_so_that_no_two_are_compared(
    cast: Cast,
) -> None:
    """Somebody may have seen them while the clock was ahead, and nobody knows when that was: one child may differ."""
    today = database_today()
    lay_logs(cast, {1: 9}, today - timedelta(days=3))
    publish(cast.home, today - timedelta(days=2))
    lay_logs(cast, {1: 9}, today - timedelta(days=1))
    lay_figures_to_come(cast)
    lay_logs(cast, {1: 1}, today - timedelta(days=1))
    publish_figures()
    assert levels(cast.home, today) == (0, 18, 0, 0, 18)
    lay_logs(cast, {1: 4}, today + timedelta(days=1))
    assert may_be_renewed_on(cast, today + timedelta(days=1)) is False
    lay_logs(cast, {1: 1}, today + timedelta(days=1))
    assert may_be_renewed_on(cast, today + timedelta(days=2)) is True


def may_be_renewed_on(cast: Cast, day: date) -> bool:
    """Whether the levels are published anew on a later day, when that day has come."""
    with as_system("test: days go by"):
        figures_publish(municipality=cast.home, day=day)
    return levels(cast.home, day) != ()


@pytest.mark.parametrize("earlier", [0, 1])
def test_a_day_that_has_its_figures_and_an_earlier_one_are_still_refused(cast: Cast, earlier: int) -> None:
    today = database_today()
    assert publish(cast.home, today)
    lay_figures_to_come(cast)
    assert not publish(cast.home, today - timedelta(days=earlier))
