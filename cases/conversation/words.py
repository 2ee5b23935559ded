"""Until when each part of a consent holds and who is waited for, in words that a family understands."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.conversation.about import About
from cases.conversation.selectors import Told, parts_now, replies_told, waiting_for
from consent.lasting import Ending, areas_of, endings, endings_if_all_say_yes
from consent.models import Answer, Asked, Consent
from consent.words import areas_in_words
from municipality.ui.dates import day_text


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


def _in_words(found: Iterable[Ending], about: About) -> list[Until]:
    everything = _("Alt sammen")
    return [
        Until(one.last_day, everything if one.is_all else areas_in_words(one.areas), _why(one, about))
        for one in found
    ]


def _why(one: Ending, about: About) -> str:
    if one.birthday:
        said = {"name": about.first_name, "years": one.birthday}
        return _("Dagen etter fyller %(name)s %(years)s år, og svarer selv.") % said
    return ""


def if_all_say_yes(consent: Consent, about: About) -> list[Until]:
    """Until when each area can be read when everybody says yes."""
    return _in_words(endings_if_all_say_yes(consent, about.born), about)


def open_now(consent: Consent, about: About) -> list[Until]:
    """The same for what has been said yes to."""
    return _in_words(endings(parts_now(consent.pk), consent, about.born), about)


@dataclass(frozen=True)
class Missing:
    """Whose yes is missing for something that can be opened now: for what, unless it is all."""

    person: Asked
    answer: str
    what: str

    @property
    def words(self) -> str:
        said = {"name": self.person.name, "what": self.what}
        if self.what and self.answer == Answer.NO:
            return _("%(name)s har sagt nei til %(what)s.") % said
        if self.what:
            return _("%(name)s har ikke sagt ja til %(what)s.") % said
        if self.answer == Answer.NO:
            return _("%(name)s har sagt nei.") % said
        if self.answer == Answer.NOT_YET:
            return _("%(name)s vil tenke på det.") % said
        if self.answer == Answer.NOT_REACHED:
            return _("%(name)s er ikke nådd.") % said
        return _("%(name)s har ikke svart ennå.") % said


def missing(consent: Consent, told: Sequence[Told] | None = None) -> list[Missing]:
    """Who has not said yes to something that can be opened now."""
    relevant = areas_of(consent)
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
