"""
Dates as people say and write them, in Norwegian.

Pure functions: what counts as today or now is always given by the caller, as a date or moment in local time.

A page says the same few days again and again, so their words are kept: a day and a time of day, of nobody.
"""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

KEPT: Final = 2048  # more than the minutes of a day

# Two digits further ahead than this are read as the last century: nobody plans 20 years ahead, many are born then.
YEARS_AHEAD: Final = 20

_WRITTEN: Final = re.compile(r"(\d{1,2})[.,/\- ]+(\d{1,2})[.,/\- ]+(\d{4}|\d{2})\.?")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DIGITS: Final = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")


def parse_day(text: str, today: date) -> date:
    """
    The day that somebody wrote: 24.11.2026, 4.1.26, 24/11-2026, 24112026, 2026-11-24, «i dag», «i går», «i morgen».

    Raises ValueError for anything else, days that do not exist included.
    """
    words = " ".join(text.lower().split())
    named = {_("i dag"): 0, _("i går"): -1, _("i morgen"): 1}
    if words in named:
        return today + timedelta(days=named[words])
    if iso := _ISO.fullmatch(words):
        year, month, day = (int(part) for part in iso.groups())
        return date(year, month, day)
    if written := _WRITTEN.fullmatch(words) or _DIGITS.fullmatch(words):
        return date(_full_year(written[3], today), int(written[2]), int(written[1]))
    raise ValueError(f"not a date: {text!r}")


def _full_year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    return year if year <= today.year + YEARS_AHEAD else year - 100


@lru_cache(KEPT)
def _kept(value: date | time, pattern: str, language: str | None) -> str:
    return date_format(value, pattern)


def _written(value: date | time, pattern: str) -> str:
    """In the language that is spoken now."""
    return _kept(value, pattern, get_language())


def exact_day(day: date) -> str:
    """«tirsdag 24. november 2026»"""
    return _written(day, pgettext("date format", "l j. F Y"))


def exact_moment(moment: datetime) -> str:
    """«tirsdag 24. november 2026 kl. 10.05»"""
    return f"{exact_day(moment)} {clock(moment)}"


def clock(moment: datetime) -> str:
    """«kl. 10.05»"""
    return _written(time(moment.hour, moment.minute), pgettext("date format", r"\k\l. H.i"))


def day_text(day: date, today: date) -> str:
    """«tirsdag 24. november», with the year when it is another than this one."""
    if day.year != today.year:
        return exact_day(day)
    return _written(day, pgettext("date format", "l j. F"))


def moment_text(moment: datetime, now: datetime) -> str:
    """«tirsdag 24. november kl. 10.05»"""
    return f"{day_text(moment.date(), now.date())} {clock(moment)}"


def ago_text(moment: datetime, now: datetime) -> str:
    """«akkurat nå», «for 5 minutter siden», «i går», «for 3 dager siden»; the day after two weeks or if ahead."""
    seconds = int((now - moment).total_seconds())
    days = (now.date() - moment.date()).days
    if seconds < 0 or days > 14:
        return day_text(moment.date(), now.date())
    if seconds < 60:
        return _("akkurat nå")
    if seconds < 3600:
        minutes = seconds // 60
        return ngettext("for %(n)d minutt siden", "for %(n)d minutter siden", minutes) % {"n": minutes}
    if days == 0:
        hours = seconds // 3600
        return ngettext("for %(n)d time siden", "for %(n)d timer siden", hours) % {"n": hours}
    return days_ago_text(days)


def days_ago_text(days: int) -> str:
    """«i dag», «i går», «for 3 dager siden»"""
    if days == 0:
        return _("i dag")
    if days == 1:
        return _("i går")
    return ngettext("for %(n)d dag siden", "for %(n)d dager siden", days) % {"n": days}


def deadline_text(day: date, today: date) -> str:
    """«frist i går», «frist i dag», «frist i morgen», «frist fredag 27. november», «frist for 3 dager siden»"""
    left = (day - today).days
    if left == 1:
        return _("frist i morgen")
    when = day_text(day, today) if left > 1 else days_ago_text(-left)
    return _("frist %(when)s") % {"when": when}


def age_text(born: date, today: date) -> str:
    """
    «9 år», «5 måneder», «nyfødt». Months are counted until the second birthday.

    Raises ValueError for a birth date in the future.
    """
    if born > today:
        raise ValueError("born in the future")
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    if months >= 24:
        return _("%(n)d år") % {"n": months // 12}
    if months == 0:
        return _("nyfødt")
    return ngettext("%(n)d måned", "%(n)d måneder", months) % {"n": months}
