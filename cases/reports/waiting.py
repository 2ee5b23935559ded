"""What a report asks of its author on «Min dag»: whether an answer came, and whether the family may still not know.

No child is named in these lines, so that the event of the page needs to name no report (R9).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.myday.waiting import SOON, Group, Waiting, register
from cases.reports.models import Report
from cases.reports.selectors import ANSWERED_WITHIN
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.dates import exact_day
from municipality.ui.paging import enough

REPORTS: Final = Group("reports", "reports:list", gettext_lazy("Meldinger"))


def of_reports(user: User, place: Workplace) -> list[Waiting]:
    """Those of the current user that are late, or due soon."""
    if not place.units:
        return []
    soon = timezone.localdate() + timedelta(days=SOON)
    asks = Q(answered_on=None, sent_on__lte=soon - ANSWERED_WITHIN) | Q(review_on__lte=soon)
    found = enough(Report.objects.filter(asks, author=user).order_by("sent_on", "registered_at"))
    return [line for report in found for line in _lines(report, soon)]


def _lines(report: Report, soon: date) -> Iterator[Waiting]:
    day = {"day": exact_day(report.sent_on)}
    url = reverse("reports:change", args=[report.pk])
    answers = report.sent_on + ANSWERED_WITHIN
    if not report.answered_on and answers <= soon:
        yield Waiting(_("Har du fått svar på meldingen fra %(day)s?") % day, url, REPORTS, answers)
    if report.review_on and report.review_on <= soon:
        words = _("Skal familien fortsatt ikke se meldingen fra %(day)s?") % day
        yield Waiting(words, url, REPORTS, report.review_on)


def register_waiting() -> None:
    """Called from the app's `ready()`."""
    register("reports", of_reports)
