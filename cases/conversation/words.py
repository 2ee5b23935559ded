"""Until when each part of a consent holds and who is waited for, in words that a family understands."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.conversation.about import About
from cases.conversation.selectors import Told, parts_if_all_say_yes, parts_now, replies_told, waiting_for
from consent.models import Answer, Asked, Consent
from consent.words import OF_A_SCHOOL, areas_in_words, birthday_after, last_day_of
from municipality.organisation.choices import Area, Source
from municipality.ui.dates import day_text


class _Part(Protocol):
    @property
    def area(self) -> str: ...
    @property
    def ends(self) -> datetime: ...


class Until(NamedTuple):
    """The last day on which something can be read, the parts of it that end that day, and why, if it is a birthday."""

    last_day: date
    what: str
    why: str

    @property
    def words(self) -> str:
        day = day_text(self.last_day, timezone.localdate())
        said = _("%(what)s: til og med %(day)s.") % {"what": capfirst(self.what), "day": day}
        return f"{said} {self.why}".strip()


def areas_of(consent: Consent, about: About) -> set[str]:
    """The areas that matter: what the units that are asked about know. In a log other units may write already."""
    if about.case:
        return {area.value for area in Area}
    sources = {share.unit.service.source for share in consent.shares.select_related("unit__service")}
    return {source for source in sources if source != Source.SCHOOL} | (
        OF_A_SCHOOL if Source.SCHOOL in sources else set()
    )


def untils(parts: Iterable[_Part], consent: Consent, about: About) -> list[Until]:
    """The last day of each area, those that end together in one line, the soonest first."""
    relevant = areas_of(consent, about)
    of_day: dict[date, set[str]] = {}
    for part in parts:
        if part.area in relevant:
            of_day.setdefault(last_day_of(part.ends), set()).add(part.area)
    everything = _("Alt sammen")
    return [
        Until(day, everything if areas == relevant else areas_in_words(areas), _why(day, about))
        for day, areas in sorted(of_day.items())
    ]


def _why(last_day: date, about: About) -> str:
    if years := birthday_after(last_day, about.born):
        said = {"name": about.first_name, "years": years}
        return _("Dagen etter fyller %(name)s %(years)s år, og svarer selv.") % said
    return ""


def if_all_say_yes(consent: Consent, about: About) -> list[Until]:
    """Until when each area can be read when everybody says yes: each yes is needed as long as it is asked for."""
    first: dict[str, _Part] = {}
    for part in parts_if_all_say_yes(consent.pk):
        if part.area not in first or part.ends < first[part.area].ends:
            first[part.area] = part
    return untils(first.values(), consent, about)


def open_now(consent: Consent, about: About) -> list[Until]:
    """The same for what has been said yes to."""
    return untils(parts_now(consent.pk), consent, about)


@dataclass(frozen=True)
class Missing:
    """Whose yes is missing for something that can be opened now: for what, unless it is all."""

    person: Asked
    answer: str
    what: str

    @property
    def words(self) -> str:
        said = {"name": self.person.name, "what": self.what}
        if self.what:
            return _("%(name)s har ikke sagt ja til %(what)s.") % said
        if self.answer == Answer.NO:
            return _("%(name)s har sagt nei.") % said
        if self.answer == Answer.NOT_YET:
            return _("%(name)s vil tenke på det.") % said
        if self.answer == Answer.NOT_REACHED:
            return _("%(name)s er ikke nådd.") % said
        return _("%(name)s har ikke svart ennå.") % said


def missing(consent: Consent, about: About, told: Sequence[Told] | None = None) -> list[Missing]:
    """Who has not said yes to something that can be opened now."""
    relevant = areas_of(consent, about)
    last = {one.asked_id: one.answer for one in told or replies_told(consent.pk) if one.counts}
    of: dict[uuid.UUID, set[str]] = {}
    for one in waiting_for(consent.pk):
        if one.area in relevant:
            of.setdefault(one.asked_id, set()).add(one.area)
    return [
        Missing(one, last.get(one.pk, ""), "" if of[one.pk] == relevant else areas_in_words(of[one.pk]))
        for one in consent.people.all()
        if one.pk in of
    ]
