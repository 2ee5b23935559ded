"""Who answers in somebody's place, as far as the reader may know it."""

import uuid
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from consent.deputies import DeputyKind
from municipality.access.verbs import call, rows, value


class DeputyTold(NamedTuple):
    """`asked_id`: who is asked in the question that is looked at. Without `is_known` there are no other words.

    For who asks: `is_over`, it is registered that it is over; `waits`, for a second person.
    """

    id: uuid.UUID
    asked_id: uuid.UUID | None
    kind: str
    unit: str
    name: str
    starts: date | None
    ends: date | None
    is_known: bool
    is_over: bool
    waits: bool

    @property
    def called(self) -> str:
        if not self.is_known:
            return _("Den som svarer etter vedtak")
        return self.unit or self.name

    @property
    def what(self) -> str:
        return str(DeputyKind(self.kind).label) if self.is_known else ""


def deputies_told(
    *, consent_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
) -> list[DeputyTold]:
    """Of a question, or of a log."""
    return rows(DeputyTold, "deputies_told", consent=consent_id, case=case_id)


def parents_were_shut_out(case_id: uuid.UUID) -> bool:
    """Whether they lost what they read, by what is over: somebody else answered, or the address was protected.

    For the relay holder.
    """
    return bool(value("parents_were_shut_out", case=case_id))


def parents_answer(case_id: uuid.UUID) -> bool:
    """Whether nobody else answers in their place in this log."""
    return bool(call("parents_answer", case=case_id))
