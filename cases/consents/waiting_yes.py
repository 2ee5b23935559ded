"""One's own yes to a question that still waits for others: seen by who said it, and taken back at once (D5)."""

import uuid
from datetime import date
from typing import NamedTuple

from django.db import transaction

from municipality.access.verbs import call, rows
from municipality.notices.services import deliver_soon


class WaitingYes(NamedTuple):
    asked_id: uuid.UUID
    said_on: date


def my_waiting_yes(case_id: uuid.UUID) -> list[WaitingYes]:
    """Of somebody of the family who reads the log; to others nothing."""
    return rows(WaitingYes, "my_waiting_yes", case=case_id)


@transaction.atomic
def waiting_yes_take_back(*, case_id: uuid.UUID, asked_id: uuid.UUID) -> None:
    """From now on the person thinks about it; who asks is told. Raises NothingThere where no own yes waits."""
    call("waiting_yes_take_back", case=case_id, asked=asked_id)
    deliver_soon()
