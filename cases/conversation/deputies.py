"""Writing down who answers instead. The verbs check who does it, and what follows from it follows there."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cases.checks.services import Shown
from cases.conversation.services import place_of
from cases.opening.services import resident_of
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from municipality.organisation.models import Unit
from municipality.people.identity_number import IdentityNumber
from municipality.runtime.sealing import seal


@dataclass(frozen=True)
class Mandate:
    """In which capacity, who (a unit, or a person by name), what shows it, and the first and last day."""

    kind: str
    unit: Unit | None
    name: str
    ascertained: str
    starts: date
    ends: date | None
    number: IdentityNumber | None = None

    def said(self) -> dict[str, Any]:
        """As the verbs take it; the number is another thing in a question than in a log."""
        return {
            "kind": self.kind,
            "unit": self.unit.pk if self.unit else None,
            "name": self.name,
            "ascertained": self.ascertained,
            "starts": self.starts,
            "ends": self.ends,
        }


@transaction.atomic
def deputy_keep(*, consent_id: uuid.UUID, mandate: Mandate) -> None:
    """Somebody answers instead, in a question that has no log yet. A parent's no is set aside by two persons."""
    key, number = uuid.uuid4(), mandate.number
    call(
        "deputy_keep",
        id=key,
        consent=consent_id,
        deputy=uuid.uuid4(),
        number_sealed=seal(number.digits, **place_of(key)) if number else None,
        **mandate.said(),
    )
    deliver_soon()


@transaction.atomic
def deputy_enter(*, case_id: uuid.UUID, mandate: Mandate) -> None:
    """Somebody answers instead from now on, in a log. The relay holder's verb, refused for others.

    Who replaces the parents ends what they read and have said yes to, at once. To set a no aside, or to let an account
    read, takes two.
    """
    resident = resident_of(mandate.number) if mandate.number else None
    call("deputy_enter", id=uuid.uuid4(), case=case_id, resident=resident, **mandate.said())
    access_log.record(Act.DEPUTY_ENTER, case_id=case_id)
    deliver_soon()


@transaction.atomic
def deputy_end(*, case_id: uuid.UUID, deputy_id: uuid.UUID, shown: Shown) -> None:
    """It is over; NothingThere when it was already. The deputy reads no more and says yes no more, at once.

    The parents are asked, and what the deputy has not said yes to stops no longer, when a second person has looked.
    """
    call(
        "deputy_end",
        id=uuid.uuid4(),
        case=case_id,
        deputy=deputy_id,
        source=shown.source,
        seen_on=shown.seen_on,
    )
    access_log.record(Act.DEPUTY_END, case_id=case_id)
    deliver_soon()
