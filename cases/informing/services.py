"""Answering whether somebody whom a note is about was told. A verb of the database."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cases.informing.models import Informing
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act


@dataclass(frozen=True)
class Answered:
    """See `Informing`; `text` is how they were told, or why not."""

    outcome: str
    text: str
    happened_on: date | None = None
    provision: str = ""


@transaction.atomic
def informing_answer(entry_id: uuid.UUID, answered: Answered) -> None:
    """By the note's author, or the leader's place when the author has gone.

    The event names no log: a family would learn that there is a note about others.
    """
    call(
        "informing_answer",
        entry=entry_id, outcome=answered.outcome, happened_on=answered.happened_on, provision=answered.provision,
        text=answered.text,
    )  # fmt: skip
    access_log.record(Act.INFORMING_SET, objects=[Informing(pk=entry_id)])
