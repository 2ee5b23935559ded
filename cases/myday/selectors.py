"""What waits for one person, and what the person has; who sees what is the database's answer, not a filter here."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Count, Max, Q
from django.utils import timezone

from cases.baton.models import BatonOffer, OfferAnswer
from cases.concerns.models import Concern
from cases.logs.models import Case, CaseHead
from cases.logs.selectors import participants
from municipality.notices.models import Notice, NoticeKind
from municipality.organisation.models import Unit
from municipality.people.models import FamilyAccount, User
from municipality.people.place import Place

SHORT_LIST: Final = 5
SOON: Final = 7  # days
# These stand on the page as what to do, with their own link.
SAID_AS_TASKS: Final = (NoticeKind.INVITED, NoticeKind.BATON_OFFERED, NoticeKind.BATON_RETURNED)


@dataclass(frozen=True)
class News:
    """Unread notices of one kind."""

    kind: str
    number: int

    @property
    def text(self) -> str:
        return str(NoticeKind(self.kind).label)


@dataclass(frozen=True)
class LedUnit:
    """How much there is in a unit somebody leads. `concerns` is None where leaders are not shown any."""

    unit: Unit
    logs: int
    concerns: int | None
    late: int


@dataclass
class Day:
    """Min dag of somebody who works in a unit."""

    late: list[Concern] = field(default_factory=list)
    soon: list[Concern] = field(default_factory=list)
    later: list[Concern] = field(default_factory=list)
    offers: list[BatonOffer] = field(default_factory=list)
    to_offer_on: list[CaseHead] = field(default_factory=list)
    to_name: list[CaseHead] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    logs: list[Case] = field(default_factory=list)
    log_count: int = 0
    led: list[LedUnit] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        return len(self.soon) + len(self.offers) + len(self.to_offer_on) + len(self.to_name)

    @property
    def shown_concerns(self) -> list[Concern]:
        return [*self.late, *self.soon, *self.later]

    @property
    def shown_heads(self) -> list[CaseHead]:
        return [*self.to_offer_on, *self.to_name]

    @property
    def shown_cases(self) -> list[Case]:
        return [*self.logs, *(offer.case for offer in self.offers)]


def day_of(user: User, place: Place) -> Day:
    """Everything on the page; the number of queries does not grow with what there is."""
    today = timezone.localdate()
    day = Day(news=_news(), log_count=Case.objects.count())
    # Closed logs are the family's to read; nobody of the services has one.
    day.logs = list(Case.objects.all()[:SHORT_LIST])
    day.offers = list(
        BatonOffer.objects.filter(user=user, answer=OfferAnswer.WAITING).select_related("offered_by", "case")
    )
    for concern in Concern.objects.filter(author=user, closed_at=None).order_by("deadline", "pk"):
        _place_concern(day, concern, today)
    heads = list(CaseHead.objects.select_related("for_unit").order_by("opened_at", "number"))
    day.to_name = [head for head in heads if head.waits_for_reception]
    held = [head for head in heads if head.as_holder]
    readable = _readable(held)
    day.to_offer_on = [head for head in held if head.case_id not in readable]
    day.led = _led_units(place, heads, today)
    return day


def _place_concern(day: Day, concern: Concern, today: date) -> None:
    left = (concern.deadline - today).days
    (day.late if left < 0 else day.soon if left <= SOON else day.later).append(concern)


def _readable(heads: list[CaseHead]) -> set[uuid.UUID]:
    if not heads:
        return set()
    return set(Case.objects.filter(pk__in=[head.case_id for head in heads]).values_list("pk", flat=True))


def _news() -> list[News]:
    unread = Notice.objects.filter(read_at=None).exclude(kind__in=SAID_AS_TASKS)
    grouped = (
        unread.order_by()
        .values("kind")
        .annotate(number=Count("pk"), newest=Max("created_at"))
        .order_by("-newest")
    )
    return [News(row["kind"], row["number"]) for row in grouped]


def _led_units(place: Place, heads: list[CaseHead], today: date) -> list[LedUnit]:
    led = place.led_units
    if not led:
        return []
    concerns = Concern.objects.filter(unit__in=[unit.pk for unit in led], closed_at=None).order_by()
    counted = concerns.values("unit").annotate(
        number=Count("pk"), late=Count("pk", filter=Q(deadline__lt=today))
    )
    by_unit = {row["unit"]: row for row in counted}
    return [
        LedUnit(
            unit=unit,
            logs=sum(head.as_leader and head.for_unit_id == unit.pk for head in heads),
            concerns=by_unit.get(unit.pk, {}).get("number", 0)
            if unit.municipality.leader_sees_concerns
            else None,
            late=by_unit.get(unit.pk, {}).get("late", 0),
        )
        for unit in led
    ]


@dataclass(frozen=True)
class FamilyLog:
    """One log as its family meets it. `holder` is empty with a protected address; `own`: it is about the reader."""

    case: Case
    holder: str
    own: bool


def family_logs(user: User) -> list[FamilyLog]:
    """The open logs first. There are as many as there are children, so each asks for its relay holder."""
    mine = set(FamilyAccount.objects.values_list("resident_id", flat=True))
    cases = Case.objects.order_by("closed_at", "-opened_at")
    ordered = sorted(cases, key=lambda case: case.closed_at is not None)
    return [FamilyLog(case, _holder(case), case.subject_id in mine) for case in ordered]


def _holder(case: Case) -> str:
    holders = [person for person in participants(case) if person.holds and person.name]
    return f"{holders[0].name}, {holders[0].unit}" if holders else ""
