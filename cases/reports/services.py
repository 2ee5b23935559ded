"""Writing down that one has reported to barnevern, and what came of it."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from cases.reports.models import Report
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.clock import database_now
from municipality.organisation.models import Unit
from municipality.people.models import User
from municipality.versions import change_version


@dataclass(frozen=True)
class Said:
    """What the author says of a report; see `Report`. Without `told_on`, or to go on hiding it, a reason and a day."""

    child_name: str
    sent_on: date
    sent_to: str
    birth_date: date | None = None
    due_date: date | None = None
    receipt: str = ""
    answered_on: date | None = None
    told_on: date | None = None
    hidden_because: str = ""
    review_on: date | None = None
    leader_reads: bool = False


@transaction.atomic
def report_register(
    *,
    author: User,
    unit: Unit,
    said: Said,
    concern_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> Report:
    """Keep for `author`, in an own unit, that a report was sent; nobody is told, and no consent is asked for.

    `concern_id` or `case_id` is what it came of, which the author must read. Raises PermissionDenied for others.
    """
    report = Report(
        unit=unit,
        author=author,
        concern_id=concern_id,
        case_id=case_id,
        registered_at=database_now(),
        **asdict(said),
    )
    report.save(force_insert=True)
    access_log.record(Act.REPORT_REGISTER, unit_id=unit.pk, objects=[report])
    return report


@transaction.atomic
def report_change(*, report: Report, version: int, said: Said) -> None:
    """Over version `version`: a receipt has come, the family has been told.

    Raises ChangedMeanwhile, or PermissionDenied for others than the author.
    """
    change_version(report, version, **asdict(said))
    access_log.record(Act.REPORT_CHANGE, unit_id=report.unit_id, objects=[report])
