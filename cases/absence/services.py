"""Registering an absence, changing it and ending it. The verbs note the events, with the logs that a stand-in reads."""

import uuid
from datetime import date

from django.db import transaction

from municipality.access.verbs import call
from municipality.notices.services import deliver_soon


@transaction.atomic
def absence_register(*, user_id: int, first: date, last: date, stand_in_id: int | None) -> uuid.UUID:
    """Say that somebody is away, both days included, and who stands in, if anybody.

    By that person, or by a leader of a unit in which the person works: PermissionDenied otherwise, for a stand-in who
    works in none of these units, and for days that overlap with those of another absence.
    """
    absence_id = uuid.uuid4()
    call("absence_register", id=absence_id, user=user_id, starts=first, ends=last, stand_in=stand_in_id)
    deliver_soon()
    return absence_id


@transaction.atomic
def absence_change(*, absence_id: uuid.UUID, last: date, stand_in_id: int | None) -> None:
    """Another last day, or somebody else who stands in. Refused as above; NothingThere when it is over."""
    call("absence_change", id=absence_id, ends=last, stand_in=stand_in_id)
    deliver_soon()


@transaction.atomic
def absence_end(absence_id: uuid.UUID) -> None:
    """End it now, and what the stand-in reads by it. Refused as above; NothingThere when it is over."""
    call("absence_end", id=absence_id)
    deliver_soon()
