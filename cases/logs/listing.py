"""The list of logs, for somebody with forty: the next day and the last change of each, filters, an order of one's own.

With more than `FEW` logs there is only the order of all cases and the search: to sort, the database would ask of each
case whether it may be seen.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from zlib import crc32

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from cases.case.selectors import Holder, holders_listed
from cases.logs.milestones import last_changes, next_days
from cases.logs.selectors import FEW, log_count, my_logs
from municipality.access.verbs import value
from municipality.people.models import User
from municipality.ui.words import alike, by_alphabet

PER_PAGE: Final = 50
ORDERS: Final = {
    "frist": _("neste frist"),
    "endring": _("sist endret"),
    "navn": _("navn"),
    "nyest": _("nyeste først"),
}
BY_NEXT_DAY: Final = "frist"


@dataclass(frozen=True)
class LogRow:
    """A log in a list, as its reader sees it. `whom` tells two children of one name and age apart."""

    case: Case
    whom: str
    holder: Holder | None
    next_day: date | None
    changed_on: date


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see of the list: `unit` is the `code_of` the holder's unit, "" for all."""

    text: str = ""
    mine: bool = False
    late: bool = False
    unit: str = ""
    order: str = BY_NEXT_DAY

    @classmethod
    def of(cls, sent: Mapping[str, str], text: str) -> "Asked":
        """From an address. What no filter is called counts for nothing."""
        order = sent.get("sorter", "")
        return cls(
            text=text,
            mine="mine" in sent,
            late="forsinket" in sent,
            unit=sent.get("enhet", ""),
            order=order if order in ORDERS else BY_NEXT_DAY,
        )

    @property
    def narrows(self) -> bool:
        return bool(self.mine or self.late or self.unit)


@dataclass(frozen=True)
class Listed:
    """One page of the list. `units`, with their codes, are those to choose among; none in a list without filters."""

    page: Any
    rows: list[LogRow]
    total: int
    units: list[tuple[str, str]] = field(default_factory=list)

    @property
    def can_be_sorted(self) -> bool:
        return 1 < self.total <= FEW


def listed(user: User, asked: Asked, page: str | None) -> Listed:
    """The logs that the current user takes part in. No filter for who sees: under row security this is the list."""
    total = log_count()
    if total > FEW:
        return _many(asked, page, total)
    logs = list(_found(my_logs(few=True), asked.text))
    holders = {} if user.is_family else holders_listed(logs)
    days = next_days([case.pk for case in logs])
    chosen = [
        case for case in logs if _is_asked_for(case, asked, user, holders.get(case.pk), days.get(case.pk))
    ]
    pages = Paginator(_in_order(chosen, asked.order, days), PER_PAGE)
    one = pages.get_page(page)
    units = sorted({holder.unit for holder in holders.values() if holder.unit}, key=by_alphabet)
    choices = [(code_of(unit), unit) for unit in units]
    return Listed(one, _rows(one.object_list, holders, days), total, choices)


def first_logs(number: int, total: int) -> list[LogRow]:
    """Those of `total` logs in which something is due first, for a page that shows a few."""
    logs = list(my_logs(few=total <= FEW)[: FEW if total <= FEW else number])
    days = next_days([case.pk for case in logs])
    first = (_in_order(logs, BY_NEXT_DAY, days) if total <= FEW else logs)[:number]
    return _rows(first, holders_listed(first) if first else {}, days)


def _many(asked: Asked, page: str | None, total: int) -> Listed:
    pages = Paginator(_found(my_logs(few=False), asked.text), PER_PAGE)
    if not asked.text:
        pages.count = total
    one = pages.get_page(page)
    cases = list(one.object_list)
    return Listed(one, _rows(cases, holders_listed(cases), next_days([case.pk for case in cases])), total)


def _found(logs: Any, text: str) -> Any:
    """Only those whose name contains the text or whose number it is, if one is given; also the number that a log had
    before it became one with another."""
    if not text:
        return logs
    had = value("joined_with", number=text)
    return logs.filter(Q(subject_name__icontains=text) | Q(number__iexact=text) | Q(pk__in=had))


def _is_asked_for(case: Case, asked: Asked, user: User, holder: Holder | None, next_day: date | None) -> bool:
    if asked.mine and case.holder_id != user.pk:
        return False
    if asked.late and not (next_day and next_day < timezone.localdate()):
        return False
    return not asked.unit or (holder is not None and code_of(holder.unit) == asked.unit)


def code_of(unit: str) -> str:
    """For an address, which must not name the service that somebody looks for: history and logs keep it."""
    return f"{crc32(unit.encode()):08x}"


def _in_order(logs: list[Case], order: str, days: Mapping[uuid.UUID, date]) -> list[Case]:
    """`logs` come open before closed, the newest first; so do those that are alike in what is sorted by."""
    if order == BY_NEXT_DAY:
        return sorted(logs, key=lambda case: (bool(case.closed_at), days.get(case.pk, date.max)))
    if order == "endring":
        changes = last_changes([case.pk for case in logs])
        return sorted(logs, key=lambda case: changes.get(case.pk, case.opened_at), reverse=True)
    if order == "navn":
        return sorted(logs, key=lambda case: by_alphabet(case.subject_name))
    return logs


def _rows(
    cases: Iterable[Case], holders: Mapping[uuid.UUID, Holder], days: Mapping[uuid.UUID, date]
) -> list[LogRow]:
    shown = list(cases)
    changes = last_changes([case.pk for case in shown])
    same = alike(case.child for case in shown)
    return [
        LogRow(
            case=case,
            whom=same.get(case.child, case.whom),
            holder=holders.get(case.pk),
            next_day=days.get(case.pk),
            changed_on=timezone.localdate(changes.get(case.pk, case.opened_at)),
        )
        for case in shown
    ]
