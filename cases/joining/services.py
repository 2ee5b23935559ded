"""Two holders agree that two logs become one, and it is undone again."""

import uuid

from django.db import transaction

from municipality.access.verbs import call
from municipality.notices.services import deliver_soon


@transaction.atomic
def joining_propose(*, case_id: uuid.UUID, holder: str) -> None:
    """Say whose holder is to hold the one log: that of this log (MINE) or of the other (OTHER)."""
    call("joining_propose", case=case_id, holder=holder)
    deliver_soon()


@transaction.atomic
def joining_accept(*, case_id: uuid.UUID, holder: str) -> uuid.UUID:
    """Say yes to the other's proposal as it was shown; the two are one. Returns the key of the log that stays.

    Refused (PermissionDenied) when it has changed meanwhile, or something must be put right first.
    """
    key: uuid.UUID = call("joining_accept", case=case_id, holder=holder)
    deliver_soon()
    return key


@transaction.atomic
def joining_decline(*, case_id: uuid.UUID) -> None:
    """They stay two."""
    call("joining_decline", case=case_id)
    deliver_soon()


@transaction.atomic
def joining_part(*, case_id: uuid.UUID) -> None:
    """They are two again. One of the family who says so takes the own yes back."""
    call("joining_part", id=uuid.uuid4(), case=case_id)
    deliver_soon()
