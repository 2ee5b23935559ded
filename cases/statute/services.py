"""Deciding by statute that another unit reads, naming who of it does, and ending either. Verbs of the database."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from municipality.access.verbs import call
from municipality.notices.services import deliver_soon


@dataclass(frozen=True)
class Decision:
    """What is decided for the notes of `unit_id`; see `Statute`."""

    unit_id: int
    receiver_id: int
    provision: str
    kinds: Sequence[str]
    reason: str
    last_day: date


@transaction.atomic
def statute_decide(*, case_id: uuid.UUID, decision: Decision) -> uuid.UUID:
    """Opens it from now on, and tells the reception and the family.

    By who has the leader's place in the unit; raises Refused for everybody else as if there were no log.
    """
    key = uuid.uuid4()
    call(
        "statute_decide",
        id=key, case=case_id, unit=decision.unit_id, receiver=decision.receiver_id, provision=decision.provision,
        kinds=list(decision.kinds), reason=decision.reason, last_day=decision.last_day,
    )  # fmt: skip
    deliver_soon()
    return key


@transaction.atomic
def statute_end(statute_id: uuid.UUID) -> None:
    """Ends it at once. Raises NothingThere when it is over."""
    call("statute_end", statute=statute_id)


@transaction.atomic
def statute_name(statute_id: uuid.UUID, user_id: int) -> None:
    """Lets somebody of the receiving unit read by it, and tells that person. By who receives for the unit."""
    call("statute_name", statute=statute_id, user=user_id)
    deliver_soon()


@transaction.atomic
def statute_unname(statute_id: uuid.UUID, user_id: int) -> None:
    """Somebody reads by it no longer. Raises NothingThere for who did not."""
    call("statute_unname", statute=statute_id, user=user_id)
