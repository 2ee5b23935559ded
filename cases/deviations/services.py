"""Reporting a deviation, and what the privacy officer does about it. The database checks who may."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cases.deviations.models import Deviation, NoteKind
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon


@dataclass(frozen=True)
class Reported:
    """What somebody of a unit says of it. `number` is a log's, as it was written; without `discovered_at` it is now."""

    unit_id: int
    happened: str
    number: str = ""
    discovered_at: datetime | None = None


@transaction.atomic
def deviation_report(reported: Reported) -> uuid.UUID:
    """Registers it and tells the privacy officers. For a unit in which one works."""
    made = uuid.uuid4()
    call(
        "deviation_report",
        id=made, unit=reported.unit_id, happened=reported.happened, number=reported.number,
        discovered=reported.discovered_at,
    )  # fmt: skip
    access_log.record(Act.DEVIATION_REPORT, unit_id=reported.unit_id, objects=[Deviation(pk=made)])
    deliver_soon()
    return made


@transaction.atomic
def deviation_note(
    *,
    deviation: Deviation,
    text: str,
    closes: bool,
    kind: str = NoteKind.DONE.value,
    happened_on: date | None = None,
) -> None:
    """Write what was done or decided, and close it or leave it open. Refused for others than the privacy officer."""
    call(
        "deviation_note", deviation=deviation.pk, kind=kind, text=text, happened_on=happened_on, closes=closes
    )
    access_log.record(Act.DEVIATION_NOTE, unit_id=deviation.unit_id, objects=[deviation])


@transaction.atomic
def deviation_tell(*, deviation: Deviation, text: str) -> None:
    """Tell the families whose logs were read, and the leaders where the notes were written. Once."""
    call("deviation_tell", deviation=deviation.pk, text=text)
    access_log.record(Act.DEVIATION_TELL, unit_id=deviation.unit_id, objects=[deviation])
    deliver_soon()


@transaction.atomic
def deviations_remind() -> None:
    """By the system: of those with a day left, each once."""
    if call("deviations_remind"):
        deliver_soon()
