"""Deadlines in days, with July and without; and days that people meet on."""

from datetime import date

import pytest

from municipality.organisation.deadlines import deadline, is_working_day, working_day_from
from municipality.organisation.municipality import Municipality

JULY_STANDS_STILL, JULY_COUNTS = Municipality(july_counts=False), Municipality(july_counts=True)


@pytest.mark.parametrize(
    ("start", "days", "end", "why"),
    [
        (date(2027, 6, 1), 10, date(2027, 6, 11), "over before July"),
        (date(2027, 6, 20), 10, date(2027, 6, 30), "the last day is the last of June"),
        (date(2027, 6, 20), 11, date(2027, 8, 1), "the eleventh day is the first after July"),
        (date(2027, 6, 30), 1, date(2027, 8, 1), "begins on the last of June"),
        (date(2027, 7, 1), 1, date(2027, 8, 1), "begins on the first of July"),
        (date(2027, 7, 15), 7, date(2027, 8, 7), "begins in the middle of July"),
        (date(2027, 7, 31), 1, date(2027, 8, 1), "begins on the last of July"),
        (date(2027, 7, 31), 14, date(2027, 8, 14), "runs on from August"),
        (date(2027, 8, 1), 14, date(2027, 8, 15), "begins after July"),
        (date(2027, 6, 25), 370, date(2028, 8, 30), "two Julys are left out"),
        (date(2027, 12, 28), 7, date(2028, 1, 4), "across New Year"),
        (date(2028, 2, 27), 3, date(2028, 3, 1), "a leap year"),
        (date(2027, 6, 30), 0, date(2027, 6, 30), "no days at all"),
        (date(2027, 7, 15), 0, date(2027, 7, 15), "no days at all, in July"),
    ],
)
def test_a_deadline_stands_still_in_july(start: date, days: int, end: date, why: str) -> None:
    assert deadline(JULY_STANDS_STILL, start, days) == end, why


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2027, 6, 20), 11, date(2027, 7, 1)),
        (date(2027, 6, 30), 1, date(2027, 7, 1)),
        (date(2027, 7, 1), 14, date(2027, 7, 15)),
        (date(2027, 7, 31), 1, date(2027, 8, 1)),
        (date(2027, 6, 25), 370, date(2028, 6, 29)),
    ],
)
def test_where_the_municipality_says_that_july_counts_a_deadline_runs_through_it(
    start: date, days: int, end: date
) -> None:
    assert deadline(JULY_COUNTS, start, days) == end


def test_july_stands_still_unless_the_municipality_says_otherwise() -> None:
    assert deadline(Municipality(), date(2027, 6, 30), 1) == date(2027, 8, 1)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2027, 1, 2), "Saturday"),
        (date(2027, 1, 3), "Sunday"),
        (date(2027, 1, 1), "New Year"),
        (date(2027, 3, 25), "Maundy Thursday"),
        (date(2027, 3, 26), "Good Friday"),
        (date(2027, 3, 29), "Easter Monday"),
        (date(2026, 5, 1), "Labour Day"),
        (date(2027, 5, 6), "Ascension Day"),
        (date(2027, 5, 17), "Constitution Day"),
        (date(2026, 5, 25), "Whit Monday"),
        (date(2026, 12, 25), "Christmas"),
    ],
)
def test_nobody_meets_in_a_weekend_or_on_a_holiday(day: date, why: str) -> None:
    assert not is_working_day(day), why


@pytest.mark.parametrize(
    "day", [date(2026, 11, 23), date(2026, 12, 24), date(2027, 3, 24), date(2027, 3, 30)]
)
def test_people_meet_on_other_days(day: date) -> None:
    assert is_working_day(day)
    assert working_day_from(day) == day


def test_the_first_working_day_is_found_across_a_holiday_and_a_weekend() -> None:
    assert working_day_from(date(2026, 12, 25)) == date(2026, 12, 28)
    assert working_day_from(date(2027, 3, 25)) == date(2027, 3, 30)
