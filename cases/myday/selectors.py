"""What a person has: news, logs, units they lead. `waiting` says what waits; the database decides who sees what."""

from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, Q, prefetch_related_objects
from django.utils import timezone

from cases.case.head import CaseHead
from cases.case.models import Case
from cases.case.selectors import holder_of, participants
from cases.concerns.models import Concern
from cases.logs.listing import LogRow, first_logs
from cases.logs.selectors import log_count, my_logs
from cases.myday.charges import Charge, charges_of
from cases.myday.news import Newest, unread_news
from consent.selectors import shared_with
from municipality.organisation.models import Unit
from municipality.people.models import User
from municipality.people.workplace import Workplace

SHORT_LIST: Final = 5


@dataclass(frozen=True)
class LedUnit:
    """How much there is in a unit that somebody leads. `concerns` is None where leaders are not shown any."""

    unit: Unit
    logs: int
    concerns: int | None
    late: int


@dataclass
class Day:
    """What Min dag shows beside what waits, for somebody who works in a unit."""

    news: Newest
    logs: list[LogRow] = field(default_factory=list)
    log_count: int = 0
    led: list[LedUnit] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)


def day_of(user: User, place: Workplace) -> Day:
    """The number of queries does not grow with what there is."""
    # Closed logs are the family's to read; nobody of the services has one.
    count = log_count()
    logs = first_logs(SHORT_LIST, count)
    return Day(unread_news(), logs, count, _led_units(place), charges_of(user, place))


def _led_units(place: Workplace) -> list[LedUnit]:
    led, today = place.led_units, timezone.localdate()
    prefetch_related_objects(led, "municipality")
    if not led:
        return []
    counted = (
        CaseHead.objects.filter(as_leader=True).order_by().values("for_unit").annotate(number=Count("pk"))
    )
    logs: dict[int, int] = {row["for_unit"]: row["number"] for row in counted}
    concerns = Concern.objects.filter(unit__in=[unit.pk for unit in led], closed_at=None).order_by()
    late = Count("pk", filter=Q(deadline__lt=today))
    by_unit = {row["unit"]: row for row in concerns.values("unit").annotate(number=Count("pk"), late=late)}
    return [
        LedUnit(
            unit=unit,
            logs=logs.get(unit.pk, 0),
            concerns=by_unit.get(unit.pk, {}).get("number", 0)
            if unit.municipality.leader_sees_concerns
            else None,
            late=by_unit.get(unit.pk, {}).get("late", 0),
        )
        for unit in led
    ]


@dataclass(frozen=True)
class FamilyLog:
    """One log as its family sees it. `holder` is empty with a protected address; `own`: it is about the reader.

    `news` says how much is new, «2 notater». `rests`: no unit reads it any more, and the family is asked once (D4).
    """

    case: Case
    holder: str
    own: bool
    news: str
    rests: bool


def family_logs(user: User) -> list[FamilyLog]:
    """The open logs first. There are as many as there are children, so each asks for its relay holder."""
    mine = user.resident_ids
    new = {line.case_id: line.text for line in unread_news().lines if line.case_id}
    return [_family_log(case, case.subject_id in mine, new.get(case.pk, "")) for case in my_logs(few=True)]


def _family_log(case: Case, own: bool, news: str) -> FamilyLog:
    holding = [one for one in participants(case) if one.holds]
    if not holding and not case.closed_at and _is_read_by_no_unit(case):
        asks = holder_of(case)
        return FamilyLog(case, str(asks) if asks and asks.name else "", own, news, rests=True)
    holders = [f"{one.name}, {one.unit}" for one in holding if one.name]
    return FamilyLog(case, holders[0] if holders else "", own, news, rests=False)


def _is_read_by_no_unit(case: Case) -> bool:
    return not any(share.alive for share in shared_with(case.pk))
