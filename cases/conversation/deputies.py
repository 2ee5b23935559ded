"""Writing down who answers instead. The verbs check who does it, and what follows from it follows there."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cases.conversation.services import COLUMN, TABLE
from cases.opening.services import resident_of
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.identity_number import IdentityNumber
from municipality.people.sealing import seal


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


def deputy_keep(*, consent_id: uuid.UUID, mandate: Mandate) -> None:
    """Somebody answers instead, in a question that has no log yet."""
    key, number = uuid.uuid4(), mandate.number
    call(
        "deputy_keep",
        id=key,
        consent=consent_id,
        deputy=uuid.uuid4(),
        kind=mandate.kind,
        unit=mandate.unit.pk if mandate.unit else None,
        name=mandate.name,
        ascertained=mandate.ascertained,
        starts=mandate.starts,
        ends=mandate.ends,
        number_sealed=seal(number.digits, table=TABLE, pk=key, column=COLUMN) if number else None,
    )


@transaction.atomic
def deputy_enter(*, case_id: uuid.UUID, mandate: Mandate) -> None:
    """Somebody answers instead from now on, in a log. The relay holder's verb, refused for others.

    Who replaces the parents ends what they read and have said yes to, at once.
    """
    resident = resident_of(mandate.number) if mandate.number else None
    call(
        "deputy_enter",
        id=uuid.uuid4(),
        case=case_id,
        resident=resident,
        kind=mandate.kind,
        unit=mandate.unit.pk if mandate.unit else None,
        name=mandate.name,
        ascertained=mandate.ascertained,
        starts=mandate.starts,
        ends=mandate.ends,
    )
    access_log.record(Act.DEPUTY_ENTER, case_id=case_id)


@transaction.atomic
def deputy_end(*, case_id: uuid.UUID, deputy_id: uuid.UUID) -> None:
    """It is over; NothingThere when it was already. What the deputy has said yes to ends with it."""
    call("deputy_end", case=case_id, id=deputy_id)
    access_log.record(Act.DEPUTY_END, case_id=case_id)
