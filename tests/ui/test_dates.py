from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from municipality.ui import dates

OSLO = ZoneInfo("Europe/Oslo")
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 5, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("24.11.2026", date(2026, 11, 24)),
        (" 4.1.26 ", date(2026, 1, 4)),
        ("4. 1. 2026", date(2026, 1, 4)),
        ("24/11-2026", date(2026, 11, 24)),
        ("24,11,2026", date(2026, 11, 24)),
        ("24112026", date(2026, 11, 24)),
        ("030317", date(2017, 3, 3)),
        ("2026-11-24", date(2026, 11, 24)),
        ("1.1.46", date(2046, 1, 1)),
        ("1.1.47", date(1947, 1, 1)),
        ("29.2.2024", date(2024, 2, 29)),
        ("I dag", date(2026, 11, 24)),
        ("i  går", date(2026, 11, 23)),
        ("i morgen", date(2026, 11, 25)),
    ],
)
def test_a_date_is_read_as_norwegians_write_it(written: str, meant: date) -> None:
    assert dates.parse_day(written, TODAY) == meant


@pytest.mark.parametrize(
    "written", ["", "31.2.2026", "11/24/2026", "24.11", "tirsdag", "24.11.202", "²4.11.2026"]
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        dates.parse_day(written, TODAY)


def test_the_year_is_said_only_when_it_is_another() -> None:
    assert dates.day_text(date(2026, 11, 24), TODAY) == "tirsdag 24. november"
    assert dates.day_text(date(2027, 1, 4), TODAY) == "mandag 4. januar 2027"


def test_a_moment_is_said_with_the_clock() -> None:
    assert dates.moment_text(NOW, NOW) == "tirsdag 24. november kl. 10.05"
    assert dates.exact_moment(NOW) == "tirsdag 24. november 2026 kl. 10.05"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 24, 10, 4, 30, tzinfo=OSLO), "akkurat nå"),
        (datetime(2026, 11, 24, 10, 4, tzinfo=OSLO), "for 1 minutt siden"),
        (datetime(2026, 11, 24, 9, 20, tzinfo=OSLO), "for 45 minutter siden"),
        (datetime(2026, 11, 24, 9, 5, tzinfo=OSLO), "for 1 time siden"),
        (datetime(2026, 11, 24, 0, 1, tzinfo=OSLO), "for 10 timer siden"),
        (datetime(2026, 11, 23, 23, 59, tzinfo=OSLO), "i går"),
        (datetime(2026, 11, 21, 12, 0, tzinfo=OSLO), "for 3 dager siden"),
        (datetime(2026, 11, 10, 12, 0, tzinfo=OSLO), "for 14 dager siden"),
        (datetime(2026, 11, 9, 12, 0, tzinfo=OSLO), "mandag 9. november"),
        (datetime(2026, 11, 24, 10, 6, tzinfo=OSLO), "tirsdag 24. november"),
    ],
)
def test_how_long_ago_is_said_as_people_say_it(moment: datetime, said: str) -> None:
    assert dates.ago_text(moment, NOW) == said


def test_just_before_midnight_is_minutes_ago_and_not_yesterday() -> None:
    after_midnight = datetime(2026, 11, 24, 0, 10, tzinfo=OSLO)
    before_midnight = datetime(2026, 11, 23, 23, 50, tzinfo=OSLO)
    assert dates.ago_text(before_midnight, after_midnight) == "for 20 minutter siden"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 21), "frist for 3 dager siden"),
        (date(2026, 11, 23), "frist i går"),
        (date(2026, 11, 24), "frist i dag"),
        (date(2026, 11, 25), "frist i morgen"),
        (date(2026, 11, 27), "frist fredag 27. november"),
        (date(2027, 1, 4), "frist mandag 4. januar 2027"),
    ],
)
def test_a_deadline_is_said_from_today(day: date, said: str) -> None:
    assert dates.deadline_text(day, TODAY) == said


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2017, 11, 24), "9 år"),
        (date(2017, 11, 25), "8 år"),
        (date(2024, 11, 24), "2 år"),
        (date(2024, 11, 25), "23 måneder"),
        (date(2026, 10, 24), "1 måned"),
        (date(2026, 10, 25), "nyfødt"),
    ],
)
def test_age_is_years_and_for_the_youngest_months(born: date, said: str) -> None:
    assert dates.age_text(born, TODAY) == said


def test_nobody_is_born_in_the_future() -> None:
    with pytest.raises(ValueError, match="future"):
        dates.age_text(date(2026, 11, 25), TODAY)


def test_words_that_are_kept_are_those_of_the_language_that_is_spoken() -> None:
    said = {}
    for language in ("nb", "de", "nb"):
        with translation.override(language):
            said[language] = (
                dates.exact_day(TODAY),
                dates.day_text(TODAY, TODAY),
                dates.moment_text(NOW, NOW),
            )
    assert all("tirsdag" in words for words in said["nb"])
    assert all("Dienstag" in words for words in said["de"])
