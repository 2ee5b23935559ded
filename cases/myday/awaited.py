"""What a relay holder waits for in the rooms of cases: an answer about the baton, units that name nobody, colleagues.

Nobody else waits here for an answer: the database answers the holder alone. As in `sources`, keys first.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, Final, NamedTuple

from django.db.models import Q
from django.db.models.functions import Least
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.baton.services import baton_remind
from cases.case.models import Case
from cases.case.services import naming_remind
from cases.myday.awaiting import Awaited, Reminder, register
from cases.myday.sources import LONGEST_NAME, OF_A_MEASURE
from cases.work.models import Measure
from cases.work.selectors import told
from cases.work.services import measure_remind
from municipality.access.verbs import Among, rows, value
from municipality.audit.acts import Act
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.dates import ago_text, deadline_text
from municipality.ui.paging import enough
from municipality.ui.words import in_a_row

BATON: Final = "stafettpinne"
INVITATION: Final = "invitasjon"
MEASURE: Final = "tiltak"


class Asked(NamedTuple):
    """Whom I have asked to take the baton; without a name for a child with a protected address."""

    case_id: uuid.UUID
    name: str
    since: datetime
    reminded_at: datetime | None


class Invited(NamedTuple):
    """A unit that I have invited, in words."""

    case_id: uuid.UUID
    unit: str
    since: datetime
    reminded_at: datetime | None


class Reminded(NamedTuple):
    """When the person responsible for a measure was last reminded of it."""

    measure_id: uuid.UUID
    reminded_at: datetime | None


def of_my_batons(user: User, place: Workplace) -> list[Awaited]:
    """What I wait for as relay holder."""
    return [*_answers(), *_namings(), *_overdue_of_others(user)] if value("my_batons") else []


def _answers() -> list[Awaited]:
    """Somebody has not said yet whether they take the baton."""
    asked = rows(Asked, "awaited_answers")
    cases = _cases(one.case_id for one in asked)
    return [
        Awaited(
            what=BATON,
            text=_("Svar fra %(name)s om stafettpinnen") % {"name": one.name or _("en fagperson")},
            url=reverse("baton:offer", args=[one.case_id]),
            key=one.case_id,
            about=cases[one.case_id].whom,
            child=cases[one.case_id].child,
            when=_("spurt %(ago)s") % {"ago": _ago(one.since)},
            since=one.since,
            reminded_at=one.reminded_at,
            shown=(cases[one.case_id],),
        )
        for one in asked
        if one.case_id in cases
    ]


def _namings() -> list[Awaited]:
    """Units that were invited and have not said who of them takes part: one line for each log."""
    by_case: dict[uuid.UUID, list[Invited]] = defaultdict(list)
    for one in rows(Invited, "awaited_namings"):
        by_case[one.case_id].append(one)
    cases = _cases(by_case)
    return [_naming(cases[case_id], invited) for case_id, invited in by_case.items() if case_id in cases]


def _naming(case: Case, invited: list[Invited]) -> Awaited:
    units = in_a_row(sorted({one.unit for one in invited if one.unit}))
    since = min(one.since for one in invited)
    words = (
        _("%(units)s skal velge hvem som følger opp")
        if units
        else _("En enhet skal velge hvem som følger opp")
    )
    return Awaited(
        what=INVITATION,
        text=words % {"units": units},
        url=reverse("logs:read", args=[case.pk]),
        key=case.pk,
        about=case.whom,
        child=case.child,
        when=_("invitert %(ago)s") % {"ago": _ago(since)},
        since=since,
        reminded_at=max((one.reminded_at for one in invited if one.reminded_at), default=None),
        shown=(case,),
    )


def _overdue_of_others(user: User) -> list[Awaited]:
    """Measures in the logs whose baton I hold that a colleague should have evaluated or finished by now."""
    today = timezone.localdate()
    overdue = Measure.objects.filter(Q(evaluate_on__lt=today) | Q(deadline__lt=today), ended_at=None)
    overdue = overdue.filter(Among("my_batons", "case"), responsible__isnull=False, case__closed_at=None)
    overdue = overdue.exclude(responsible=user).exclude(Among("measures_without_a_person"))
    overdue = told(overdue.select_related("case"), listed=True).only(*OF_A_MEASURE)
    found: list[Any] = list(enough(overdue.order_by(Least("evaluate_on", "deadline"), "set_at", "pk")))
    times = rows(Reminded, "measures_reminded", measures=[one.pk for one in found]) if found else []
    reminded = {one.measure_id: one.reminded_at for one in times}
    return [_overdue(measure, reminded.get(measure.pk)) for measure in found]


def _overdue(measure: Any, reminded_at: datetime | None) -> Awaited:
    name = Truncator(measure.what).chars(LONGEST_NAME)
    return Awaited(
        what=MEASURE,
        text=_("%(who)s skal evaluere «%(name)s»") % {"who": measure.who, "name": name},
        url=reverse("work:measure_read", args=[measure.case_id, measure.pk]),
        key=measure.pk,
        about=measure.case.whom,
        child=measure.case.child,
        when=deadline_text(measure.next_day, timezone.localdate()),
        since=timezone.make_aware(datetime.combine(measure.next_day, time.min)),
        reminded_at=reminded_at,
        shown=(measure,),
    )


def _cases(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Case]:
    wanted = set(keys)
    return {case.pk: case for case in Case.objects.filter(pk__in=wanted)} if wanted else {}


def _ago(moment: datetime) -> str:
    return ago_text(timezone.localtime(moment), timezone.localtime())


def register_awaited() -> None:
    """Called from the app's `ready()`."""
    register(
        of_my_batons,
        {
            BATON: Reminder(baton_remind, Act.BATON_REMIND),
            INVITATION: Reminder(naming_remind, Act.UNIT_REMIND),
            MEASURE: Reminder(measure_remind, Act.MEASURE_REMIND),
        },
    )
