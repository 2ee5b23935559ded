"""What a family should be asked again, before it is too late: seen from what the reader is told of the consents."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.consents.table import areas_told, last_moments
from consent.selectors import SharedWith, young_areas
from consent.words import areas_in_words, birthday_after, last_day_of
from municipality.people.ages import full_years
from municipality.ui.dates import day_text
from municipality.ui.words import in_a_row


@dataclass(frozen=True)
class ToAsk:
    """One thing to ask about: what happens, and what then. `unread`: what nobody reads before that, in words."""

    title: str
    text: str
    unread: str = ""


@dataclass(frozen=True)
class Ending:
    """Some areas of what some units read end on one day; `years`: how old the child is from the day after."""

    last_day: date
    areas: frozenset[str]
    units: tuple[str, ...]
    years: int


def to_ask(case: Case, shares: list[SharedWith], *, is_subject: bool) -> list[ToAsk]:
    """For the family and the relay holder of an open log; what ends first, first."""
    if case.closed_at:
        return []
    alive = [share for share in shares if share.alive]
    if not alive:
        return [_resting(shares)] if shares else []
    found = [_ending_words(one, case, is_subject=is_subject) for one in endings(alive, case)]
    if unanswered := young_areas(case.pk) & areas_told(alive):
        found.append(_unanswered(unanswered, case, is_subject=is_subject))
    return found


def endings(alive: list[SharedWith], case: Case) -> list[Ending]:
    """What ends soon and is not given longer by another consent: from the day of the first warning (D3)."""
    born, said = case.subject_birth_date, case.municipality
    before_a_birthday, before_an_end = max(said.limit_warning_days), max(said.end_warning_days)
    today, relevant = timezone.localdate(), areas_told(alive)
    of_unit: dict[str, list[SharedWith]] = defaultdict(list)
    for share in alive:
        of_unit[share.code].append(share)
    areas: dict[date, set[str]] = defaultdict(set)
    units: dict[date, dict[str, None]] = defaultdict(dict)
    for shares in of_unit.values():
        for kind in {kind for share in shares for kind in share.kinds}:
            for area, moment in last_moments(shares, kind, relevant).items():
                day = last_day_of(moment)
                early = before_a_birthday if birthday_after(day, born) else before_an_end
                if day < today + timedelta(days=early):
                    areas[day].add(area)
                    units[day][shares[0].unit] = None
    return [
        Ending(day, frozenset(areas[day]), tuple(units[day]), birthday_after(day, born))
        for day in sorted(areas)
    ]


def _ending_words(one: Ending, case: Case, *, is_subject: bool) -> ToAsk:
    said = {
        "day": day_text(one.last_day, timezone.localdate()),
        "name": case.first_name,
        "years": one.years,
        "what": areas_in_words(one.areas),
        "units": in_a_row(one.units),
    }
    if not one.years:
        return ToAsk(_("Samtykket går ut %(day)s") % said, _("Det gjelder disse enhetene: %(units)s.") % said)
    if is_subject:
        return ToAsk(_("Snart fyller du %(years)s år") % said, _("Fra da svarer du selv om %(what)s.") % said)
    return ToAsk(
        _("Snart fyller %(name)s %(years)s år") % said, _("Fra da svarer %(name)s selv om %(what)s.") % said
    )


def _unanswered(areas: set[str], case: Case, *, is_subject: bool) -> ToAsk:
    unread = areas_in_words(areas)
    said = {
        "name": case.first_name,
        "years": full_years(case.subject_birth_date, timezone.localdate()),
        "what": unread,
    }
    if is_subject:
        return ToAsk(
            _("Du svarer selv når du er %(years)s år") % said,
            capfirst(_("%(what)s leses ikke av noen før du har svart.") % said),
            unread,
        )
    return ToAsk(
        _("%(name)s er %(years)s år og svarer selv") % said,
        capfirst(_("%(what)s leses ikke av noen før %(name)s har svart.") % said),
        unread,
    )


def _resting(shares: Iterable[SharedWith]) -> ToAsk:
    ended: datetime = max(share.withdrawn_at or share.ends for share in shares)
    day = day_text(last_day_of(ended), timezone.localdate())
    return ToAsk(
        _("Samtykket sluttet å gjelde %(day)s") % {"day": day},
        _("Ingen i tjenestene leser stafettloggen nå."),
    )
