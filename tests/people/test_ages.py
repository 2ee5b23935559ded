"""Ages are counted the same way everywhere, also for those born on 29 February."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from municipality.people.ages import birthday, full_years
from tests.examples import examples

BORN = st.dates(date(2000, 1, 1), date(2026, 12, 31))


@settings(max_examples=examples(100))
@given(born=BORN, years=st.integers(0, 25))
def test_one_has_the_age_from_the_birthday_and_not_the_day_before(born: date, years: int) -> None:
    day = birthday(born, years).date()
    assert full_years(born, day) == years
    assert full_years(born, day - timedelta(days=1)) == years - 1 or years == 0


@pytest.mark.parametrize(
    "born", [date(2008, 2, 29), date(2011, 10, 12), date(2009, 12, 31), date(2010, 1, 1)]
)
@pytest.mark.parametrize("years", [15, 16, 18])
def test_the_database_counts_the_same_birthday(db: None, born: date, years: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select (%s::date + make_interval(years => %s)) at time zone 'Europe/Oslo'", [born, years]
        )
        assert cursor.fetchone()[0] == birthday(born, years)
