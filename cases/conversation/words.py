"""Until when each part of a consent holds and who is waited for, in words that a family understands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.conversation.about import About
from cases.conversation.selectors import parts_if_all_say_yes, waiting_for
from consent.models import Asked, Consent
from municipality.organisation.choices import Area
from municipality.ui.dates import day_text
from municipality.ui.words import in_a_row

BIRTHDAYS = range(12, 19)


@dataclass(frozen=True)
class Until:
    """The last day on which something can be read, the parts of it that end that day, and why, if it is a birthday."""

    last_day: date
    what: str
    why: str

    @property
    def words(self) -> str:
        said = _("%(what)s: til og med %(day)s.") % {
            "what": capfirst(self.what),
            "day": day_text(self.last_day, timezone.localdate()),
        }
        return f"{said} {self.why}".strip()


def last_day_of(ends: datetime) -> date:
    """The day before the moment at which it no longer holds."""
    return (timezone.localtime(ends) - timedelta(seconds=1)).date()


def _why(last_day: date, about: About) -> str:
    for years in BIRTHDAYS:
        if last_day + timedelta(days=1) == about.born + relativedelta(years=years):
            return _("Da fyller %(name)s %(years)s år, og svarer selv.") % {
                "name": about.first_name,
                "years": years,
            }
    return ""


def untils(parts: Iterable[tuple[str, datetime]], about: About) -> list[Until]:
    """Areas with their ends, those that end together in one line, the soonest first."""
    of_day: dict[date, list[str]] = {}
    for area, ends in parts:
        of_day.setdefault(last_day_of(ends), []).append(area)
    order = [area.value for area in Area]
    found = []
    for day, areas in sorted(of_day.items()):
        named = sorted(set(areas), key=order.index)
        found.append(Until(day, in_a_row(str(Area(one).label) for one in named), _why(day, about)))
    return found


def if_all_say_yes(consent: Consent, about: About) -> list[Until]:
    """Until when each area can be read when everybody has said yes: the last of those who answer for it."""
    last: dict[str, datetime] = {}
    for part in parts_if_all_say_yes(consent.pk):
        last[part.area] = min(part.ends, last.get(part.area, part.ends))
    return untils(last.items(), about)


@dataclass(frozen=True)
class Missing:
    """Whose yes is missing, and for what."""

    person: Asked
    what: str


def missing(consent: Consent) -> list[Missing]:
    """Who has not said yes to something that can be opened now."""
    people = {one.pk: one for one in consent.people.all()}
    of: dict[Asked, list[str]] = {}
    for one in waiting_for(consent.pk):
        of.setdefault(people[one.asked_id], []).append(str(Area(one.area).label))
    return [Missing(person, in_a_row(areas)) for person, areas in of.items()]
