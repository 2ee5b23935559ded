"""Reading the access log page by page, newest first."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.access.verbs import rows, value
from municipality.audit.acts import Act
from municipality.audit.models import Event, EventCase
from municipality.clock import begin_of, end_of
from municipality.people.models import User
from municipality.ui.paging import mark_of, place_of_mark

PER_PAGE = 50
MOST_EXPORTED: Final = 20_000
MOST_COUNTED: Final = 999
LOOKS_BACK: Final = timedelta(days=90)
# What changes who may see something, and happens seldom.
RARE: Final = (
    Act.SETTINGS_CHANGE,
    Act.SEAT_CHANGE,
    Act.FAMILY_RELEASE,
    Act.CONSENT_WITHDRAW,
    Act.SCIM_TOKEN_MAKE,
    Act.EMERGENCY_OPEN,
)
FAMILY = "family"
DIRECTORY: Final = "scim"  # the reason of what a municipality's directory has done (municipality/scim)
# The types of legal basis live in an app above this one; the log keeps the word.
BASES: dict[str, str | Promise] = {
    "consent": gettext_lazy("samtykke"),
    FAMILY: gettext_lazy("familiens egen rett"),
}


@dataclass(frozen=True)
class EventQuery:
    """What to look for; empty parts do not narrow. `case` is a case's number, `unit_id` whom somebody acted for."""

    user_id: int | None = None
    unit_id: int | None = None
    case: str = ""
    act: str = ""
    first_day: date | None = None
    last_day: date | None = None
    refused: bool = False


@dataclass(frozen=True)
class Line:
    """One event in words. `stood_in_for`: whose stand-in somebody was then.

    `who` names nobody of a family or of another municipality; `cases` are numbers, each once.

    `strange`: so many cases were tried that do not exist.
    """

    event: Event
    who: str
    stood_in_for: str
    basis: str
    cases: list[str]
    strange: int


@dataclass(frozen=True)
class EventPage:
    lines: list[Line]
    next_cursor: str


def event_page(wanted: EventQuery, cursor: str = "") -> EventPage:
    """The page after `cursor`, which the page before gave ("" for the newest). Raises ValueError for any other text."""
    events = _told(wanted)
    if cursor:
        after = place_of_mark(cursor)
        events = events.filter(Q(at__lt=after.at) | Q(at=after.at, pk__lt=after.key))
    found = list(events[: PER_PAGE + 1])
    page = found[:PER_PAGE]
    more = len(found) > PER_PAGE
    return EventPage([_line(event) for event in page], mark_of(page[-1].at, page[-1].pk) if more else "")


def events_to_export(wanted: EventQuery) -> list[Line]:
    """All that was asked for, the newest first; one more than `MOST_EXPORTED` at most says that there is too much."""
    return [_line(event) for event in _told(wanted)[: MOST_EXPORTED + 1]]


class Chain(NamedTuple):
    """Where the chain of seals stands: its last seal, in hexadecimal, and what the last look at all of it found."""

    seal: str
    looked_at: datetime | None
    faults: list[str]


def chain_told() -> Chain | None:
    """For privacy officers; None before the first seal."""
    found = rows(Chain, "chain_told")
    return found[0] if found else None


def _told(wanted: EventQuery) -> QuerySet[Event]:
    return (
        _narrowed(wanted)
        .select_related("unit")
        .prefetch_related("user", "cases__stood_in_for")
        .order_by("-at", "-pk")
    )


def _narrowed(wanted: EventQuery) -> QuerySet[Event]:
    events = Event.objects.all()
    if wanted.user_id:
        events = events.filter(user=wanted.user_id)
    if wanted.unit_id:
        events = events.filter(unit=wanted.unit_id)
    if wanted.case:
        # By their keys: under row security a number would be looked for in every event there is.
        of_log = EventCase.objects.filter(case_id__in=value("event_cases", number=wanted.case))
        events = events.filter(pk__in=of_log.values("event"))
    if wanted.act:
        events = events.filter(act=wanted.act)
    if wanted.refused:
        events = events.filter(refused=True)
    if wanted.first_day:
        events = events.filter(at__gte=begin_of(wanted.first_day))
    if wanted.last_day:
        events = events.filter(at__lt=end_of(wanted.last_day))
    return events


@dataclass(frozen=True)
class SinceLastLook:
    """What has come since the privacy officer last opened the access log, the own acts left out.

    `looked_at` is None for somebody who has not within `LOOKS_BACK`: then it is what came in that time. Nothing is
    counted beyond `MOST_COUNTED`, which `number` says.
    """

    looked_at: datetime | None
    count: int
    refused: int
    rare: list[tuple[Act, int]]

    @property
    def number(self) -> str:
        return str(self.count) if self.count <= MOST_COUNTED else f"{MOST_COUNTED}+"


def since_last_look(user: User) -> SinceLastLook:
    """For the privacy officer, who alone sees events. Two queries."""
    events = Event.objects.filter(at__gt=timezone.now() - LOOKS_BACK).order_by("-at")
    looked_at = events.filter(user=user, act=Act.EVENTS_READ).values_list("at", flat=True).first()
    new = events.exclude(user=user).filter(**({"at__gt": looked_at} if looked_at else {}))
    found = list(new.values_list("act", "refused")[: MOST_COUNTED + 1])
    acts = Counter(act for act, refused in found if not refused)
    return SinceLastLook(
        looked_at=looked_at,
        count=len(found),
        refused=sum(refused for _act, refused in found),
        rare=[(act, acts[act]) for act in RARE if acts[act]],
    )


def _line(event: Event) -> Line:
    cases = event.cases.all()
    types = sorted({one.basis_type for one in cases} - {""})
    return Line(
        event=event,
        who=_who(event, types),
        stood_in_for=", ".join(sorted({one.stood_in_for.display_name for one in cases if one.stood_in_for})),
        basis=", ".join(str(BASES.get(one, one)) for one in types),
        cases=sorted(one.case_number for one in cases if one.case_number),
        strange=sum(not one.case_number for one in cases),
    )


def _who(event: Event, types: list[str]) -> str:
    # Row security shows the privacy officer no account of a family or of another municipality.
    if event.user is not None:
        return event.user.display_name
    if event.user_id is None:
        if event.reason == DIRECTORY:
            return _("katalogen")
        # The system is refused nothing: a refused try without a name is of somebody who was not let in.
        return _("ukjent") if event.refused else _("systemet")
    return _("familien") if FAMILY in types else _("ukjent bruker")
