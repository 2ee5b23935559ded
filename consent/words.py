"""Until which day something holds and for which areas, in words that a family understands."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.organisation.choices import Area
from municipality.ui.words import in_a_row

BIRTHDAYS: Final = range(12, 19)
OF_A_SCHOOL: Final = {Area.EDUCATION.value, Area.SCHOOL.value}


def last_day_of(ends: datetime) -> date:
    """The day before the moment at which it no longer holds."""
    return (timezone.localtime(ends) - timedelta(seconds=1)).date()


def areas_in_words(areas: Iterable[str]) -> str:
    """Areas in their order; the two of a school are one when both are meant."""
    named = set(areas)
    labels = {area.value: str(area.label) for area in Area}
    if named >= OF_A_SCHOOL:
        named -= OF_A_SCHOOL
        named.add("all of a school")
        labels = {"all of a school": _("det barnehage, skole og PPT vet"), **labels}
    return in_a_row(label for area, label in labels.items() if area in named)


def birthday_after(last_day: date, born: date) -> int:
    """How old somebody becomes on the day after, if that day can change who answers; otherwise 0."""
    return next(
        (years for years in BIRTHDAYS if last_day + timedelta(days=1) == born + relativedelta(years=years)),
        0,
    )
