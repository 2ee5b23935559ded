"""Taking a consent back. The verb lives with the cases because it moves the baton in the same transaction."""

import uuid

from django.db import transaction

from consent.models import HowWithdrawn
from municipality.access.verbs import call
from municipality.notices.services import deliver_soon


@transaction.atomic
def consent_withdraw(*, case_id: uuid.UUID, how: HowWithdrawn, unit_id: int | None = None, kind: str = "") -> None:
    """Take consent back: whole, for one unit, or for one kind of information. Access ends with this statement.

    By the family, by the relay holder for all, by a participant for the own unit (PermissionDenied otherwise). Raises
    NothingThere if no such consent is in force. The relay holder is told; a log without any consent left is closed.
    """
    call("consent_withdraw", uuid.uuid4(), case_id, unit_id, kind, how.value)
    deliver_soon()
