"""What tests of deviations have in common: a log that somebody has read without right."""

import uuid
from datetime import timedelta

from django.utils import timezone

from cases.case.models import Case
from cases.deviations.models import Deviation, DeviationLog
from municipality.access.identity import as_system
from municipality.organisation.models import Unit
from municipality.people.models import User
from tests.concerns.helpers import signed_in

HAPPENED = "Leste uten at det var grunn til det."


def a_reading(case_id: uuid.UUID, reader: User, unit: Unit) -> Deviation:
    """The reader has read the log, and a leader has found that there was no right to (`tests/questions`: how)."""
    signed_in(reader).get(f"/stafettlogger/{case_id}/")
    now = timezone.now()
    with as_system("test: what a leader found"):
        made = Deviation.objects.create(
            about="reading", unit=unit, author=reader, happened=HAPPENED, registered_by=reader, registered_at=now,
            discovered_at=now, numbers_from=[Case.objects.get(pk=case_id).number],
        )  # fmt: skip
        first = now - timedelta(minutes=1)
        DeviationLog.objects.create(deviation=made, case_id=case_id, first_at=first, last_at=now)
    return made
