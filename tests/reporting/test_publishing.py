"""What is counted, what is published of it, and when."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.case.models import AddressProtection, Case
from cases.joining.models import Joining
from municipality.access.identity import as_system, as_user
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.models import Event
from municipality.jobs.plan import JOBS
from municipality.organisation.municipality import Municipality
from reporting.figures.models import WHOLE, Indicator, PublishedFigure
from reporting.tasks import publish_figures
from teams.meetings.models import Meeting, MinutesItem
from teams.referrals.models import Referral
from tests.access.scenes import plain
from tests.cast import Cast
from tests.joining.joined import joined, part, two_that_can
from tests.reporting.helpers import (
    ANY_DAY,
    lay_concern,
    lay_logs,
    lay_measure,
    lay_referral,
    levels,
    noon,
    publish,
    published,
)  # fmt: skip

LATER = ANY_DAY + timedelta(days=1)
STRICT: dict[str, Any] = {"address_protection": AddressProtection.STRICT}


def close(cases: list[Case], day: date = ANY_DAY) -> None:
    with as_system("test: closed"):
        Case.objects.filter(pk__in=[case.pk for case in cases]).update(
            closed_at=noon(day), closed_because="withdrawn"
        )


def days_published(
    cast: Cast, waits: list[int], opened_on: date = ANY_DAY - timedelta(days=90)
) -> int | None:
    """The median when so many logs waited so many days for a first measure, and for a second one later."""
    for case, wait in zip(lay_logs(cast, {1: len(waits)}, opened_on), waits, strict=True):
        lay_concern(cast, case, opened_on)
        lay_measure(cast, case, opened_on + timedelta(days=wait))
        lay_measure(cast, case, opened_on + timedelta(days=wait + 100))
    publish(cast.home)
    return published(cast.home, Indicator.DAYS_TO_MEASURE)[WHOLE]


def test_open_logs_are_counted_by_level_in_the_own_municipality(cast: Cast) -> None:
    lay_logs(cast, {0: 5, 1: 9, 2: 7, 3: 6})
    lay_logs(cast, {1: 8}, municipality=cast.away)
    close(lay_logs(cast, {1: 4}))
    publish(cast.home)
    assert levels(cast.home) == (5, 9, 7, 6, 27)


def test_a_confidential_address_is_counted_and_a_strictly_confidential_one_is_in_no_figure(
    cast: Cast,
) -> None:
    lay_logs(cast, {1: 5}, address_protection=AddressProtection.CONFIDENTIAL)
    for case in lay_logs(cast, {1: 6}, **STRICT):
        lay_concern(cast, case, ANY_DAY)
        lay_measure(cast, case, days=0)
        lay_referral(cast, case)
    publish(cast.home, LATER)
    assert levels(cast.home, LATER) == (0, 5, 0, 0, 5)
    assert published(cast.home, Indicator.DAYS_TO_MEASURE, LATER) == {WHOLE: None}
    assert published(cast.home, Indicator.OVERDUE_MEASURES, LATER) == {WHOLE: 0}
    assert published(cast.home, Indicator.WAITING_REFERRALS, LATER) == {WHOLE: 0}


def test_small_counts_are_published_without_a_value_and_so_are_what_would_give_them_away(
    cast: Cast,
) -> None:
    lay_logs(cast, {0: 8, 1: 9, 2: 12, 3: 3})
    publish(cast.home)
    assert levels(cast.home) == (8, 9, None, None, 32)


def test_the_threshold_is_the_municipalitys_and_stands_with_what_was_published(cast: Cast) -> None:
    with as_system("test: settings"):
        Municipality.objects.filter(pk=cast.home.pk).update(disclosure_threshold=10)
    lay_logs(cast, {0: 30, 1: 30, 2: 30, 3: 9})
    publish(cast.home)
    assert levels(cast.home) == (30, 30, None, None, 99)
    with as_system("test"):
        assert set(PublishedFigure.objects.values_list("threshold", flat=True)) == {10}


def test_days_are_counted_from_the_concern_to_the_first_measure_and_the_median_is_shown(
    cast: Cast,
) -> None:
    assert days_published(cast, [1, 60, 4, 9, 30, 2]) == 6  # between 4 and 9, rounded to even


def test_a_measure_that_seems_to_come_before_the_concern_came_on_the_same_day(cast: Cast) -> None:
    assert days_published(cast, [-1] * 5) == 0


def test_a_median_of_fewer_children_than_the_threshold_is_not_shown(cast: Cast) -> None:
    assert days_published(cast, [1, 2, 3, 4]) is None


@pytest.mark.parametrize(("days_later", "median"), [(0, None), (1, 50)])
def test_the_median_is_about_logs_of_the_last_twelve_months(
    cast: Cast, days_later: int, median: int | None
) -> None:
    opened_on = ANY_DAY.replace(year=ANY_DAY.year - 1) + timedelta(days=days_later)
    assert days_published(cast, [50] * 5, opened_on) == median


def test_a_log_without_a_concern_or_without_a_measure_is_not_in_the_median(cast: Cast) -> None:
    for case in lay_logs(cast, {1: 5}):
        lay_measure(cast, case)
    for case in lay_logs(cast, {1: 5}):
        lay_concern(cast, case, ANY_DAY)
    assert days_published(cast, [7, 7, 7, 7]) is None


def test_a_measure_is_overdue_after_its_deadline_until_it_has_ended(cast: Cast) -> None:
    open_log, closed_log = lay_logs(cast, {1: 2})
    lay_measure(cast, open_log, ANY_DAY - timedelta(days=10), days=9)
    lay_measure(cast, open_log, ANY_DAY - timedelta(days=10), days=10)  # today is still in time
    lay_measure(cast, open_log, ANY_DAY - timedelta(days=10), days=9, ended_as="done", ended_at=noon(ANY_DAY))
    lay_measure(cast, closed_log, ANY_DAY - timedelta(days=10), days=9)
    close([closed_log])
    publish(cast.home)
    assert published(cast.home, Indicator.OVERDUE_MEASURES) == {WHOLE: 1}


def test_a_referral_waits_until_a_team_has_approved_minutes_about_it(cast: Cast) -> None:
    waits, in_draft, treated, taken_back, of_closed = lay_logs(cast, {2: 5})
    lay_referral(cast, waits)
    lay_referral(cast, taken_back, closed_at=noon(ANY_DAY))
    lay_referral(cast, of_closed)
    close([of_closed])
    lay_minutes(cast, lay_referral(cast, in_draft), approved=False)
    lay_minutes(cast, lay_referral(cast, treated), approved=True)
    publish(cast.home)
    assert published(cast.home, Indicator.WAITING_REFERRALS) == {WHOLE: 2}


def lay_minutes(cast: Cast, referral: Referral, *, approved: bool) -> None:
    with as_system("test: minutes"):
        meeting = Meeting.objects.create(
            team=referral.team,
            starts_at=noon(ANY_DAY) + timedelta(hours=approved),
            planned_by=cast.adviser,
            approved_at=noon(ANY_DAY) if approved else None,
            approved_by=cast.adviser if approved else None,
        )
        MinutesItem.objects.create(
            meeting=meeting, held_on=ANY_DAY, referral=referral, written_by=cast.adviser, written_at=noon(ANY_DAY)
        )  # fmt: skip


def test_a_second_run_on_the_same_day_or_for_an_earlier_one_changes_nothing(cast: Cast) -> None:
    lay_logs(cast, {0: 5})
    assert publish(cast.home)
    lay_logs(cast, {0: 5, 1: 5})
    lay_measure(cast, lay_logs(cast, {2: 5})[0], ANY_DAY - timedelta(days=40))
    assert not publish(cast.home)
    assert not publish(cast.home, ANY_DAY - timedelta(days=1))
    assert levels(cast.home) == (5, 0, 0, 0, 5)
    assert published(cast.home, Indicator.OVERDUE_MEASURES) == {WHOLE: 0}


def test_the_database_takes_no_second_publication_of_a_day(cast: Cast) -> None:
    publish(cast.home)
    with as_system("test"):
        figure = PublishedFigure.objects.get(indicator=Indicator.OVERDUE_MEASURES)
        figure.pk = None
        with pytest.raises(IntegrityError, match="one_cell_per_day"), transaction.atomic():
            figure.save(force_insert=True)


def test_the_levels_are_renewed_when_as_many_logs_as_the_threshold_were_opened_or_closed_since(
    cast: Cast,
) -> None:
    old = lay_logs(cast, {0: 10, 1: 10, 2: 10, 3: 10}, ANY_DAY - timedelta(days=1))
    publish(cast.home)
    lay_logs(cast, {1: 2}, LATER)
    close(old[:2], LATER)
    assert publish(cast.home, LATER)
    assert levels(cast.home, LATER) == ()  # four: the former table stands
    lay_logs(cast, {1: 6}, LATER, **STRICT)  # in no figure, so it changes none
    publish(cast.home, LATER + timedelta(days=1))
    assert levels(cast.home, LATER + timedelta(days=1)) == ()
    lay_logs(cast, {1: 1}, LATER)
    publish(cast.home, LATER + timedelta(days=2))
    assert levels(cast.home, LATER + timedelta(days=2)) == (8, 13, 10, 10, 41)


def test_no_verb_moves_a_log_to_another_level_unseen_by_that_count(db: None) -> None:
    """But joining two logs, and parting them, which it sees."""
    moving = r"update cases_case( \w+)? set[^;]*\mlevel\M"
    found = plain("select proname from pg_proc where prosrc ~* %s order by 1", moving)
    assert found == [("logs_join",), ("logs_part",)]


def changed_since_yesterday(cast: Cast, indicator: Indicator) -> int:
    today = timezone.localdate()
    with as_system("test: counts"):
        counted = plain(
            "select value from figures_counted(%s, %s, %s, %s) where indicator = %s and cell = 'changed'",
            cast.home.pk, today, today - timedelta(days=1), today - timedelta(days=1), indicator,
        )  # fmt: skip
    return int(counted[0][0])


def test_two_logs_that_are_joined_or_parted_have_changed(cast: Cast) -> None:
    two = two_that_can(cast)
    logs = Case.objects.filter(pk__in=(two.older, two.newer))
    with as_system("test: opened long ago, the older first"):
        for days, key in ((9, two.older), (8, two.newer)):
            logs.filter(pk=key).update(opened_at=timezone.now() - timedelta(days=days))
    assert changed_since_yesterday(cast, Indicator.OPEN_LOGS) == 0
    joined(cast, two)
    assert changed_since_yesterday(cast, Indicator.OPEN_LOGS) == 2
    with as_system("test: it was long ago"):
        logs.filter(closed_at__isnull=False).update(closed_at=timezone.now() - timedelta(days=5))
        Joining.objects.update(joined_at=timezone.now() - timedelta(days=5))
    assert changed_since_yesterday(cast, Indicator.OPEN_LOGS) == 0
    part(cast, two)
    assert changed_since_yesterday(cast, Indicator.OPEN_LOGS) == 2


def test_the_days_are_renewed_when_as_many_children_as_the_threshold_got_a_first_measure_since(
    cast: Cast,
) -> None:
    assert days_published(cast, [10] * 5) == 10
    new = ANY_DAY + timedelta(days=20)
    for day, first_measures in ((new, 4), (new + timedelta(days=1), 1)):
        for case in lay_logs(cast, {1: first_measures}, new):
            lay_concern(cast, case, new)
            lay_measure(cast, case, new)
        publish(cast.home, day)
    assert published(cast.home, Indicator.DAYS_TO_MEASURE, new) == {}
    assert published(cast.home, Indicator.DAYS_TO_MEASURE, new + timedelta(days=1)) == {WHOLE: 5}


def test_totals_without_persons_are_renewed_every_day_and_shown_when_they_are_small(
    cast: Cast,
) -> None:
    case = lay_logs(cast, {1: 9})[0]
    publish(cast.home)
    lay_measure(cast, case, ANY_DAY, days=0)
    lay_referral(cast, case)
    publish(cast.home, LATER)
    assert published(cast.home, Indicator.OVERDUE_MEASURES, LATER) == {WHOLE: 1}
    assert published(cast.home, Indicator.WAITING_REFERRALS, LATER) == {WHOLE: 1}


def test_nothing_of_what_was_counted_is_kept_but_what_is_published(cast: Cast) -> None:
    lay_logs(cast, {0: 8, 1: 9, 2: 12, 3: 3})
    publish(cast.home)
    with as_system("test"):
        rows = PublishedFigure.objects.values_list("indicator", "cell", "value")
        assert set(rows) == {
            ("open_logs", "0", 8), ("open_logs", "1", 9), ("open_logs", "2", None), ("open_logs", "3", None),
            ("open_logs", "all", 32), ("days_to_measure", "all", None), ("overdue_measures", "all", 0),
            ("waiting_referrals", "all", 0),
        }  # fmt: skip
        event = Event.objects.get(act=Act.FIGURES_PUBLISH)
    assert event.objects_shown == [f"municipality:{cast.home.pk}"]
    assert (event.municipality_id, event.user_id) == (cast.home.pk, None)


def test_only_the_system_enters_an_event_for_a_municipality_by_naming_it(cast: Cast) -> None:
    with as_user(cast.mother.pk):
        access_log.record(Act.FIGURES_PUBLISH, objects=[cast.home])
    with as_system("test"):
        assert Event.objects.get(act=Act.FIGURES_PUBLISH).municipality_id is None


def test_the_clock_publishes_every_municipality_and_the_command_says_what_it_did(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_figures()
    with as_system("test"):
        found = PublishedFigure.objects.order_by().values_list("municipality__name", "day").distinct()
        assert set(found) == {("Hammerfest", timezone.localdate()), ("Drammen", timezone.localdate())}
        PublishedFigure.objects.filter(municipality=cast.away).delete()
    call_command("publish_figures")
    said = capsys.readouterr().out
    assert "Tallene for Drammen er laget." in said
    assert "Tallene for Hammerfest var laget allerede." in said


def test_the_clock_asks_for_it_every_night() -> None:
    (planned,) = [planned for planned in JOBS if planned.task == publish_figures.name]
    assert planned.at == time(4)
