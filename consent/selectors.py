"""Reading what a family has agreed to."""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from consent.form_words import language_name
from consent.models import Answer, Consent, ConsentState, HowGiven, Role
from consent.words import last_day_of
from municipality.access.verbs import rows
from municipality.organisation.choices import KindOfInformation
from municipality.paper.typography import direction_of

DEPUTY: Final = "deputy:"  # before the key of somebody who answers instead, in place of a resident's


class Said(NamedTuple):
    """One reply of one person. `words` are the person's own, for those who may read them. `counts`: it is the last
    one to what is asked now; a person who has not replied has one such row without a day. `language`: in which
    it was read, for those who may read the words; `language_called`: what the municipality calls it.
    """

    resident: str
    answer: str
    said_on: date | None
    how: str
    words: str
    counts: bool
    language: str = ""
    language_called: str = ""

    @property
    def is_deputy(self) -> bool:
        return self.resident.startswith(DEPUTY)

    @property
    def label(self) -> str:
        return str(Answer(self.answer).label)

    @property
    def language_name(self) -> str:
        return language_name(self.language, self.language_called)

    @property
    def how_label(self) -> str:
        return str(HowGiven(self.how).label) if self.how else ""


class Text(NamedTuple):
    """What was read in one language."""

    language: str
    name: str
    text: str

    @property
    def direction(self) -> str:
        return direction_of(self.text)


@dataclass(frozen=True)
class Answered:
    """What one person answers now, and what was answered before, the newest first."""

    name: str
    now: Said
    earlier: list[Said]


class Registered(NamedTuple):
    """A consent as it was registered. `answers` and `readings` are JSON: of each reply and each text the columns.

    `given_on` and `how` are those of the last yes.
    """

    id: uuid.UUID
    state: str
    registered_at: datetime
    given_on: date | None
    how: str | None
    ends: datetime | None
    readings: str | None
    answers: str
    for_plan: bool
    told: bool

    @property
    def is_refused(self) -> bool:
        return self.state == ConsentState.DECLINED


@dataclass(frozen=True)
class Given:
    """One consent, or a question that ended with a no, in words. `texts` are what those who answered were read, or the
    one that the reader was; none for those who may not know of all its units.

    `for_plan`: it is also a yes to an individuell plan. `has_paper`: the reader can have it as a PDF.
    """

    consent_id: uuid.UUID
    state: str
    is_refused: bool
    registered_at: datetime
    given_on: date | None
    how: str
    ends: datetime | None
    people: list[Answered]
    texts: list[Text]
    for_plan: bool
    has_paper: bool

    @property
    def answers(self) -> list[tuple[str, str]]:
        return [(one.name, one.now.label) for one in self.people]

    @property
    def yes_of(self) -> list[str]:
        """Who has said yes."""
        return [one.name for one in self.people if one.now.answer == Answer.YES]


def registered_consents(case_id: uuid.UUID) -> list[Registered]:
    """The consents of the case that the current user may know of, the newest first; also what was refused."""
    return rows(Registered, "consents_given", case=case_id)


def consents_given(case_id: uuid.UUID, names: dict[str, str]) -> list[Given]:
    """The same in words. `names` gives those for each resident, in the order in which to show them."""
    return [
        Given(
            consent_id=one.id,
            state=one.state,
            is_refused=one.is_refused,
            registered_at=one.registered_at,
            given_on=one.given_on,
            how=str(HowGiven(one.how).label) if one.how else "",
            ends=one.ends,
            people=_answered(one.answers, names),
            texts=texts_read(one),
            for_plan=one.for_plan,
            has_paper=one.told,
        )
        for one in registered_consents(case_id)
    ]


def texts_read(one: Registered) -> list[Text]:
    """What the reader is told of what was read."""
    return [
        Text(language, language_name(language, called or ""), text)
        for language, called, text in json.loads(one.readings or "[]")
    ]


def _replies(answers: str) -> dict[str, list[Said]]:
    """All replies of each person, in the order in which they are asked, the oldest reply first."""
    said: dict[str, list[Said]] = {}
    for resident, answer, day, how, words, counts, language, called in json.loads(answers or "[]"):
        on = date.fromisoformat(day) if day else None
        one = Said(resident, answer, on, how or "", words or "", counts, language or "", called or "")
        said.setdefault(resident, []).append(one)
    return said


def _now(resident: str, replies: list[Said]) -> Said:
    nothing = Said(resident, Answer.NOT_ASKED, None, "", "", counts=True)
    return next((one for one in replies if one.counts), nothing)


def last_said(answers: str) -> list[Said]:
    """What each person answers now, from the `answers` of what is registered."""
    return [_now(resident, replies) for resident, replies in _replies(answers).items()]


def _answered(answers: str, names: dict[str, str]) -> list[Answered]:
    said = _replies(answers)
    deputies = {key: str(Role.DEPUTY.label).capitalize() for key in said if key.startswith(DEPUTY)}
    return [
        Answered(name, _now(key, said[key]), [one for one in said[key][::-1] if not one.counts])
        for key, name in (names | deputies).items()
        if key in said
    ]


class ReadIn(NamedTuple):
    """What is asked now was read in this language, first at `explained_at`.

    `language_name`: what the municipality calls it, or empty.
    """

    id: uuid.UUID
    language: str
    language_name: str
    interpreter: str
    explained_at: datetime

    @property
    def name(self) -> str:
        return language_name(self.language, self.language_name)

    @property
    def on(self) -> date:
        return timezone.localdate(self.explained_at)


def readings_now(consent_id: uuid.UUID) -> list[ReadIn]:
    """In which languages what is asked now was read, the last one first; for those who see the question."""
    return rows(ReadIn, "question_readings", consent=consent_id)


class YoungArea(NamedTuple):
    area: str


def young_areas(case_id: uuid.UUID) -> set[str]:
    """Areas for which the young person answers now and has not answered; for the family and the relay holder."""
    return {one.area for one in rows(YoungArea, "areas_to_ask_for", case=case_id)}


class SharedWith(NamedTuple):
    """What one unit may read on one consent, and whether it holds now. `unit` is its service where units are not named.

    `code` identifies the unit in a form. `named`: somebody takes part for it, as far as that is told. `unit_then` is
    what the unit was called when the consent was given, if it has got another name. `closes_on` is its last day, if it
    closes, and then `successor` takes over. `areas`: from which sources it may read.
    """

    basis_id: uuid.UUID
    unit_id: int | None
    unit: str
    code: str
    kinds: list[str]
    starts: datetime
    ends: datetime
    withdrawn_at: datetime | None
    alive: bool
    named: bool
    unit_then: str | None
    closes_on: date | None
    successor: str | None
    successor_id: int | None
    consent_id: uuid.UUID
    areas: list[str]

    @property
    def kind_names(self) -> list[str]:
        return [str(label) for kind, label in KindOfInformation.choices if kind in self.kinds]

    @property
    def last_day(self) -> date:
        return last_day_of(self.ends)


def questions_about_undringer(asked: QuerySet[Consent]) -> dict[uuid.UUID, str]:
    """Where the question stands, by undring: open, or ended with a no. Who asks anew is past the no."""
    told = asked.filter(
        case_id=None, state__in=(ConsentState.DRAFT, ConsentState.WAITING, ConsentState.DECLINED)
    )
    found: dict[uuid.UUID, str] = {}
    for key, state in told.values_list("concern_id", "state"):
        if key and (state != ConsentState.DECLINED or key not in found):
            found[key] = state
    return found


def shared_with(case_id: uuid.UUID) -> list[SharedWith]:
    """Every consent of the case, those in force first; barnevern only for those who may see it."""
    return rows(SharedWith, "case_shares", case=case_id)


def longest_of_each(shares: Iterable[SharedWith]) -> list[SharedWith]:
    """Each unit once, by the consent that lasts longest."""
    longest: dict[str, SharedWith] = {}
    for share in shares:
        if share.code not in longest or share.ends > longest[share.code].ends:
            longest[share.code] = share
    return list(longest.values())


def without_repeated(shares: Sequence[SharedWith]) -> list[SharedWith]:
    """What is given once more, for as long, by another consent before it is left out."""
    return [
        share
        for place, share in enumerate(shares)
        if not any(_gives_at_least(one, share) for one in shares[:place])
        and not any(
            _gives_at_least(one, share) and not _gives_at_least(share, one) for one in shares[place + 1 :]
        )
    ]


def _gives_at_least(one: SharedWith, other: SharedWith) -> bool:
    same_unit = one.code == other.code and one.ends >= other.ends
    return same_unit and {*one.kinds} >= {*other.kinds} and {*one.areas} >= {*other.areas}
