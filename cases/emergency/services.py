"""Opening a log in an emergency, ending it, and what leaders do with it afterwards."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from municipality.access.verbs import call
from municipality.notices.services import deliver_soon
from municipality.organisation.models import Unit
from municipality.people.identity_number import IdentityNumber
from municipality.runtime.sealing import blind_index


@dataclass(frozen=True)
class Later:
    """Why the family is not told yet, and on which day that is looked at again."""

    because: str
    review_on: date


def emergency_open(
    *,
    unit: Unit,
    number: IdentityNumber | str,
    sources: Sequence[str],
    reason: str,
    later: Later | None = None,
) -> list[uuid.UUID]:
    """Let the current user read for 24 hours what the sources know in each log that is found by the number.

    `number` is an identity number, or the number of a log. Leaders, privacy officers and, without `later`, the family
    are told at once. Raises PermissionDenied for who may not, NothingThere where nothing is found or may be opened.
    """
    by_log = isinstance(number, str)
    opened: list[uuid.UUID] = call(
        "emergency_open",
        id=uuid.uuid4(),
        unit=unit.pk,
        index="" if by_log else blind_index(number.digits),  # type: ignore[union-attr]
        number=number if by_log else "",
        sources=list(sources),
        reason=reason,
        later_because=later.because if later else "",
        review_on=later.review_on if later else None,
    )
    deliver_soon()
    return opened


def emergency_end(emergency_id: uuid.UUID) -> None:
    """Before its time, by who opened it."""
    call("emergency_end", id=emergency_id)


def emergency_review(emergency_id: uuid.UUID) -> None:
    """Say that it has been gone through; by who has the leader's place, and never by who opened it."""
    call("emergency_review", id=emergency_id)


def emergency_tell(emergency_id: uuid.UUID) -> None:
    """Tell the family now; by that leader, or by who opened it."""
    call("emergency_tell", id=emergency_id)
    deliver_soon()


def emergency_delay(emergency_id: uuid.UUID, later: Later) -> None:
    """Tell it later than was said; by that leader."""
    call("emergency_delay", id=emergency_id, later_because=later.because, review_on=later.review_on)
