"""Reading requests. The database answers to who made them and to who answers, and nothing to others."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.requests.deadlines import complain_by, latest_after
from cases.requests.models import Answer, Came, Kind, Refusal
from municipality.access.verbs import rows, value
from municipality.organisation.law import legal_reference
from municipality.ui.paging import MOST
from municipality.ui.words import Child

# What an answer answers, in words that stand after «svar på».
DEMANDED: Final[Mapping[str, str | Promise]] = {
    Kind.INSIGHT: gettext_lazy("krav om innsyn"),
    Kind.CORRECTION: gettext_lazy("krav om retting"),
    Kind.OBJECTION: gettext_lazy("innsigelse"),
    Kind.COMPLAINT: gettext_lazy("klage"),
    Kind.WHY: gettext_lazy("spørsmål om hvorfor noen har lest"),
}
REFUSED: Final = (Answer.PARTLY, Answer.REFUSED)


def refusal_words(refusal: str, day: date) -> str:
    """What it says, with the section as it was on this day."""
    section = legal_reference(f"request_{refusal}", day)
    return _("%(words)s (%(section)s)") % {"words": Refusal(refusal).label, "section": section}


def refusals_of(part_id: uuid.UUID) -> list[tuple[str, str]]:
    """By what a part can be refused today, in words, for who answers it."""
    found = set(value("request_refusals_of", part=part_id))
    today = timezone.localdate()
    return [(one.value, capfirst(refusal_words(one.value, today))) for one in Refusal if one.value in found]


class OwnPart(NamedTuple):
    """One unit's part of a request, for who made it; without `part_id` for who wrote it down for somebody else.

    `complains_of`: the part that it complains of. `complained`: somebody has complained of this part's answer.
    """

    id: uuid.UUID
    kind: str
    came: str
    came_on: date
    made_at: datetime
    text: str
    should_be: str
    words_shown: bool
    entry_id: uuid.UUID | None
    complains_of: uuid.UUID | None
    read_at: datetime | None
    for_me: bool
    part_id: uuid.UUID | None
    unit: str
    due_on: date | None
    prolonged_because: str
    prolonged_on: date | None
    answer: str
    refusal: str
    reason: str
    handed: str
    sent_to: str
    answered_at: datetime | None
    answered_by: str
    complained: bool

    @property
    def kind_words(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def came_words(self) -> str:
        return "" if self.came == Came.HERE else str(Came(self.came).label)

    @property
    def answered_on(self) -> date | None:
        return timezone.localdate(self.answered_at) if self.answered_at else None

    @property
    def answer_words(self) -> str:
        return str(Answer(self.answer).label) if self.answer else ""

    @property
    def refusal_words(self) -> str:
        return refusal_words(self.refusal, self.answered_on) if self.refusal and self.answered_on else ""

    @property
    def is_late(self) -> bool:
        return self.answered_at is None and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def complain_by(self) -> date | None:
        return complain_by(self.answered_on) if self.answered_on else None

    @property
    def can_complain(self) -> bool:
        """Also after the day: then the unit says whether it looks at it all the same."""
        return bool(self.answered_at) and self.kind != Kind.COMPLAINT and not self.complained


@dataclass(frozen=True)
class OwnRequest:
    """A request with the parts that its reader is told of."""

    about: OwnPart
    parts: list[OwnPart]


def requests_own(case_id: uuid.UUID) -> list[OwnRequest]:
    """Those that the current user made in the log, or that were made for this person; the newest first."""
    found = rows(OwnPart, "requests_own", case=case_id)
    return [_gathered(list(parts)) for _key, parts in groupby(found, attrgetter("id"))]


def _gathered(parts: list[OwnPart]) -> OwnRequest:
    return OwnRequest(parts[0], [one for one in parts if one.part_id])


class Member(NamedTuple):
    resident_id: uuid.UUID
    name: str


def family_of(case_id: uuid.UUID) -> list[Member]:
    """For whom staff of the log can write a request down."""
    return rows(Member, "request_family", case=case_id)


class PartToAnswer(NamedTuple):
    """A unit's part, for who answers it. `asker` is whose request it is; `was_…` the answer that is complained of.

    `unit_on_paper`: the service where the address is protected (R10).
    """

    part_id: uuid.UUID
    request_id: uuid.UUID
    case_id: uuid.UUID | None
    number: str
    child_name: str
    birth_date: date | None
    asker: str
    kind: str
    came: str
    came_on: date
    text: str
    should_be: str
    words_shown: bool
    entry_id: uuid.UUID | None
    entry_on: date | None
    read_at: datetime | None
    reader: str
    contact: str
    unit_id: int | None
    unit: str
    unit_on_paper: str
    due_on: date
    prolonged_because: str
    prolonged_at: datetime | None
    answer: str
    refusal: str
    reason: str
    handed: str
    sent_to: str
    answered_at: datetime | None
    answered_by: str
    version: int
    was_answer: str
    was_reason: str

    @property
    def kind_words(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def demand(self) -> str:
        """«krav om innsyn»"""
        return str(DEMANDED[self.kind])

    @property
    def came_words(self) -> str:
        return str(Came(self.came).label)

    @property
    def child(self) -> Child | None:
        return Child(self.child_name, self.birth_date) if self.child_name else None

    @property
    def whom(self) -> str:
        """«Emma Eksempel, 9 år»; of an outsider nobody is known."""
        return self.child.whom if self.child else _("en som ikke har noe her")

    @property
    def answer_words(self) -> str:
        return str(Answer(self.answer).label) if self.answer else ""

    @property
    def was_answer_words(self) -> str:
        return str(Answer(self.was_answer).label) if self.was_answer else ""

    @property
    def refusal_words(self) -> str:
        day = timezone.localdate(self.answered_at) if self.answered_at else timezone.localdate()
        return refusal_words(self.refusal, day) if self.refusal else ""

    @property
    def is_late(self) -> bool:
        return self.answered_at is None and self.due_on < timezone.localdate()

    @property
    def can_prolong(self) -> bool:
        return (
            self.answered_at is None
            and self.prolonged_at is None
            and self.kind != Kind.COMPLAINT
            and not self.is_late
        )

    @property
    def latest(self) -> date:
        return latest_after(self.came_on)


def parts_to_answer(*, answered: bool, start: int = 0, most: int = MOST + 1) -> list[PartToAnswer]:
    """Those of the current user: what waits by its day, what is answered the newest first."""
    return rows(PartToAnswer, "requests_to_answer", part=None, answered=answered, start=start, most=most)


def part_to_answer(part_id: uuid.UUID) -> PartToAnswer | None:
    return next(
        iter(rows(PartToAnswer, "requests_to_answer", part=part_id, answered=None, start=0, most=1)), None
    )


class LateBelow(NamedTuple):
    unit: str
    kind: str
    due_on: date

    @property
    def kind_words(self) -> str:
        return str(Kind(self.kind).label)


def late_below() -> list[LateBelow]:
    """What is late where the current user is above those who answer."""
    return rows(LateBelow, "requests_late_below_me")


class Counted(NamedTuple):
    """How it stands in one unit, for the privacy officer."""

    unit: str
    waiting: int
    late: int
    answered: int
    answered_late: int
    next_due: date | None


def requests_counted() -> list[Counted]:
    return rows(Counted, "requests_counted")


class ToLookAt(NamedTuple):
    """Something that the current user keeps from a family which has asked for insight since; `case_id` of a note."""

    about: str
    key: uuid.UUID
    case_id: uuid.UUID | None
    asked_on: date


def hidden_to_look_at() -> list[ToLookAt]:
    return rows(ToLookAt, "hidden_to_look_at")
