"""Days that people meet on."""

from datetime import date

import pytest

from municipality.organisation.deadlines import is_working_day, working_day_from


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
