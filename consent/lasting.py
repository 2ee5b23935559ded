"""Until when each part of what is asked can be read, when everybody says yes."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple, Protocol

from consent.models import Consent
from consent.words import OF_A_SCHOOL, birthday_after, last_day_of
from municipality.access.verbs import rows
from municipality.organisation.choices import Area, Source


class Part(Protocol):
    """An area that is open until a moment."""

    @property
    def area(self) -> str: ...
    @property
    def ends(self) -> datetime: ...


class PersonsPart(NamedTuple):
    """One area (`Area`), for the yes of one person: whose, and until when it carries."""

    asked_id: uuid.UUID
    area: str
    ends: datetime


class Ending(NamedTuple):
    """The last day of some areas, whether they are all, and how old the child becomes the day after if that matters."""

    last_day: date
    areas: set[str]
    is_all: bool
    birthday: int


def parts_if_all_say_yes(consent_id: uuid.UUID) -> list[PersonsPart]:
    """For each person who answers today: the areas, and until when that person's yes carries each (D3)."""
    return rows(PersonsPart, "parts_if_all_say_yes", consent=consent_id)


def areas_of(consent: Consent) -> set[str]:
    """The areas that matter: what the units that are asked about know. In a log other units may write already."""
    if consent.case_id:
        return {area.value for area in Area}
    sources = {share.unit.service.source for share in consent.shares.select_related("unit__service")}
    return {source for source in sources if source != Source.SCHOOL} | (
        OF_A_SCHOOL if Source.SCHOOL in sources else set()
    )


def endings(parts: Iterable[Part], consent: Consent, born: date) -> list[Ending]:
    """Those that end together in one, the soonest first."""
    relevant = areas_of(consent)
    of_day: dict[date, set[str]] = {}
    for part in parts:
        if part.area in relevant:
            of_day.setdefault(last_day_of(part.ends), set()).add(part.area)
    return [
        Ending(day, areas, areas == relevant, birthday_after(day, born))
        for day, areas in sorted(of_day.items())
    ]


def endings_if_all_say_yes(consent: Consent, born: date) -> list[Ending]:
    """Each yes is needed as long as it is asked for."""
    first: dict[str, PersonsPart] = {}
    for part in parts_if_all_say_yes(consent.pk):
        if part.area not in first or part.ends < first[part.area].ends:
            first[part.area] = part
    return endings(first.values(), consent, born)
