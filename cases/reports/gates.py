"""The first line of every view of a report: whoever may not see it finds nothing, whether there is one or not."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cases.reports.models import Report
from cases.reports.selectors import reports
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest
from municipality.people.workplace import workplace_of


def report_or_404(report_id: uuid.UUID) -> Report:
    """The report under row security. A try on one that is missing or may not be seen is noted as refused."""
    report = reports().filter(pk=report_id).first()
    if report is None:
        access_log.refuse(Act.REPORT_READ, shown=f"report:{report_id}")
        raise Http404
    return report


def own_report(request: SignedInRequest, report_id: uuid.UUID, act: Act) -> Report:
    """For what only its author may do; refused for the leader."""
    report = report_or_404(report_id)
    if report.author_id != request.user.pk:
        access_log.refuse(act, shown=f"report:{report.pk}")
        raise PermissionDenied
    return report


def works_in_a_unit_or_403(request: SignedInRequest, act: Act) -> None:
    """Refuses accounts that work in no unit. The try names no log: that would tell who asked about which child."""
    if not workplace_of(request).units:
        access_log.refuse(act)
        raise PermissionDenied
