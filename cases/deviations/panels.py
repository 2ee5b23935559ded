"""Where a reading without right stands beside its own pages: to the family in its log; and where notices lead."""

import uuid
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.deviations.selectors import told
from cases.deviations.watching import on_first_page
from cases.logs.panels import Happened, register
from cases.myday.watching import register as register_watched
from cases.notices.registry import Target
from cases.notices.registry import register as register_targets
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import User
from municipality.ui.dates import exact_day


def in_a_log(case: Case, user: User) -> Iterator[Happened]:
    """To the family what it has been told; to staff nothing."""
    if not user.is_family:
        return
    for one in told(case.pk):
        who = f"{one.name}, {one.unit}," if one.name else _("Noen i kommunen")
        days = _(" og ").join(exact_day(day) for day in one.days)
        words = _("%(who)s leste loggen %(days)s uten å ha lov til det. Dette er gjort: %(done)s")
        yield Happened(one.told_at, words % {"who": who, "days": days, "done": one.done})


def targets(notices: Sequence[Notice]) -> dict[uuid.UUID, Target]:
    page = Target(reverse("deviations:own"))
    return {one.pk: page for one in notices if one.notice_type == NoticeType.READING_SOURCE}


def register_deviations() -> None:
    """Called from the app's `ready()`."""
    register("deviations", in_a_log)
    register_watched("deviations", on_first_page)
    register_targets("deviations", targets)
