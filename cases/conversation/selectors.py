"""What a family is asked, what each one has answered, and what that opens."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from consent.models import Consent, ConsentState
from municipality.access.verbs import call, rows

OPEN = (ConsentState.DRAFT, ConsentState.WAITING)


def open_conversation(
    *, concern_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
) -> Consent | None:
    """The question that is open about an undring, or in a log, as far as the current user may see it."""
    about = {"case_id": case_id} if case_id else {"case_id": None, "concern_id": concern_id}
    return Consent.objects.filter(state__in=OPEN, **about).order_by("-changed_at").first()


class ToAskAgain(NamedTuple):
    """What a unit may read about by the consents that are in force, or at rest by those that ended last."""

    unit_id: int
    kinds: list[str]


def shares_to_ask_again(case_id: uuid.UUID) -> list[ToAskAgain]:
    """For the relay holder, who asks the family for the same again."""
    return rows(ToAskAgain, "shares_to_ask_again", case=case_id)


def declined_conversations(concern_id: uuid.UUID) -> list[Consent]:
    """Questions about an undring that ended with a no, the newest first."""
    return list(
        Consent.objects.filter(state=ConsentState.DECLINED, case_id=None, concern_id=concern_id).order_by(
            "-registered_at"
        )
    )


class Part(NamedTuple):
    """One area (`Area`), open until the moment `ends`."""

    area: str
    ends: datetime


class Awaited(NamedTuple):
    asked_id: uuid.UUID
    area: str


class Answering(NamedTuple):
    asked_id: uuid.UUID


class Told(NamedTuple):
    """One answer, given on what was read in one language. `counts`: nothing of what is asked has changed since."""

    asked_id: uuid.UUID
    answer: str
    said_on: date
    how: str
    words: str
    reading_id: uuid.UUID | None
    registered_at: datetime
    counts: bool


class OwnTold(NamedTuple):
    """What one adult said of the own affairs: which units read them, and whether the young person does."""

    asked_id: uuid.UUID
    units: list[int]
    to_child: bool
    said_on: date
    how: str
    counts: bool


def own_answers_told(consent_id: uuid.UUID) -> list[OwnTold]:
    """All of it, in the order in which it came; each adult of the family finds only the own."""
    return rows(OwnTold, "own_answers_told", consent=consent_id)


def parts_now(consent_id: uuid.UUID) -> list[Part]:
    """What the answers open now; empty while there can be no log."""
    return rows(Part, "parts_now", consent=consent_id)


def waiting_for(consent_id: uuid.UUID) -> list[Awaited]:
    """Who has not said yes to what could be opened today."""
    return rows(Awaited, "waiting_for", consent=consent_id)


def who_answers(consent_id: uuid.UUID) -> set[uuid.UUID]:
    """Whose answer is wanted today, and of a parent until the child is of age."""
    return {one.asked_id for one in rows(Answering, "who_answers", consent=consent_id)}


def text_that_was_read(reading_id: uuid.UUID) -> str:
    """As it was read and is kept; only for who asks, and while it waits for answers."""
    return call("text_that_was_read", reading=reading_id) or ""


def replies_told(consent_id: uuid.UUID) -> list[Told]:
    """Every answer, in the order in which they came."""
    return rows(Told, "replies_told", consent=consent_id)
