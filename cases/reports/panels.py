"""The way to writing down a report from an undring or a log, and what the family was told in its log.

Of one's own reports nothing stands there: somebody may be looking at the same screen.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.concerns.models import Concern
from cases.concerns.panels import Shown as ConcernShown
from cases.concerns.panels import register as register_concern
from cases.logs.panels import Happened, Shown, register
from cases.reports.selectors import reports_told
from municipality.people.models import User
from municipality.ui.dates import exact_day


def of_a_concern(concern: Concern, mine: bool) -> list[ConcernShown]:
    """For who may follow it up: where one writes it down."""
    return [ConcernShown("reports/_of_concern.html", {"concern": concern}, is_news=False)] if mine else []


def of_a_log(case: Case, user: User) -> Iterator[Shown | Happened]:
    """Staff where they write it down, the family what it was told. The event of the page names no row of it (R9)."""
    if not user.is_family:
        yield Shown("aside", 90, "reports/_of_log.html", {"case": case})
        return
    for one in reports_told(case.pk):
        unit = one.unit or _("En enhet i kommunen")
        words = {"unit": unit, "day": exact_day(one.told_on)}
        yield Happened(
            one.sent_on,
            _("%(unit)s meldte fra til barnevernet. Familien fikk vite det %(day)s.") % words,
        )


def register_reports() -> None:
    """Called from the app's `ready()`."""
    register_concern("reports", of_a_concern)
    register("reports", of_a_log)
