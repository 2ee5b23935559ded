"""One's own yes to a question that still waits for others: seen by who said it, and taken back at once (D5)."""

import uuid
from datetime import date
from typing import NamedTuple

from django.db import transaction

from municipality.access.verbs import call, rows
from municipality.notices.services import deliver_soon
from municipality.organisation.choices import KindOfInformation
from municipality.ui.words import in_a_row


class WaitingYes(NamedTuple):
    asked_id: uuid.UUID
    said_on: date
    units: list[str]
    kinds: list[str]

    @property
    def lets_read(self) -> list[str]:
        """Each unit with what it is to read about."""
        labels = dict(KindOfInformation.choices)
        return [
            f"{unit}: {in_a_row(str(label) for kind, label in labels.items() if kind in kinds.split(','))}"
            for unit, kinds in zip(self.units, self.kinds, strict=True)
        ]


def my_waiting_yes(case_id: uuid.UUID) -> list[WaitingYes]:
    """Of somebody of the family who reads the log; to others nothing."""
    return rows(WaitingYes, "my_waiting_yes", case=case_id)


@transaction.atomic
def waiting_yes_take_back(*, case_id: uuid.UUID, asked_id: uuid.UUID) -> None:
    """From now on the person thinks about it; who asks is told. Raises NothingThere where no own yes waits."""
    call("waiting_yes_take_back", case=case_id, asked=asked_id)
    deliver_soon()
