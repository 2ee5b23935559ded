"""Decisions by statute on other pages: the family's log, «Uten samtykke», the privacy officer's control."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.bylaw import control, sections
from cases.bylaw.control import Controlled
from cases.bylaw.sections import Section
from cases.case.head import CaseHead
from cases.case.models import Case
from cases.heads.panels import Shown as HeadShown
from cases.heads.panels import register as register_head
from cases.logs.panels import Happened, Shown
from cases.logs.panels import register as register_log
from cases.statute.selectors import (
    rules_of,
    section_of,
    statutes_decided,
    statutes_received,
    statutes_told,
)
from cases.statute.waiting import register_waiting
from municipality.access.verbs import rows
from municipality.audit.access_log import Shown as Noted
from municipality.people.models import User
from municipality.people.workplace import Workplace, workplace_of
from municipality.ui.dates import exact_day
from municipality.ui.paging import Mark


def of_a_log(case: Case, user: User) -> Iterator[Shown | Happened]:
    """The family all of it, at once; a leader who takes part, where it is decided. Nobody else anything."""
    if not user.is_family:
        if rules_of(case.pk):
            yield Shown("aside", 92, "statute/_of_log.html", {"case": case})
        return
    told = statutes_told(case.pk)
    if holding := [one for one in told if one.holds]:
        yield Shown("story", 5, "statute/_told.html", {"statutes": holding})
    for one in told:
        words = {"unit": one.unit, "receiver": one.receiver, "day": exact_day(one.last_day)}
        text = _("%(unit)s lar %(receiver)s lese notatene sine uten samtykke, til %(day)s") % words
        yield Happened(one.decided_at, text)
        if one.ended_at:
            yield Happened(one.ended_at, _("%(receiver)s leser ikke lenger uten samtykke") % words)


def of_a_head(head: CaseHead, user: User) -> Iterator[HeadShown]:
    """For who has the leader's place in a unit that has notes there, where it is decided."""
    if rules_of(head.pk):
        yield HeadShown("statute/_of_head.html", {"case_id": head.pk})


def on_the_page(user: User, place: Workplace) -> Iterator[Section]:
    """What one has decided, what one's unit may read, and where one decides."""
    received = statutes_received()
    if received:
        yield Section(
            20,
            "statute/_received.html",
            {"received": received},
            tuple(Noted(one.case_id, f"statute:{one.id}") for one in received),
        )
    if place.led_units or place.overseen:
        decided = statutes_decided()
        context = {
            "holding": [one for one in decided if one.holds],
            "over": [one for one in decided if not one.holds],
        }
        shown = tuple(Noted(one.case_id, f"statute:{one.id}") for one in decided)
        yield Section(30, "statute/_decided.html", context, shown)


def finds_it(request: HttpRequest) -> bool:
    """Who has a leader's place or receives for a unit; others where something is opened for them."""
    place = workplace_of(request)
    return place.receives or bool(place.units and statutes_received())


class _Row(NamedTuple):
    id: UUID
    number: str
    unit: str
    receiver: str
    provision: str
    decided_at: datetime
    last_day: date
    ended_at: datetime | None


def controlled(after: Mark | None, most: int) -> list[Controlled]:
    """For the privacy officer."""
    at, key = after or (None, None)
    found = rows(_Row, "statutes_controlled", at=at, id=key, most=most)
    return [
        Controlled(
            at=one.decided_at,
            key=one.id,
            what=_("Vedtak etter loven"),
            number=one.number,
            whose=one.unit,
            to=one.receiver,
            provision=section_of(one.provision, timezone.localdate(one.decided_at)),
            until=f"{timezone.localdate(one.ended_at) if one.ended_at else one.last_day:%d.%m.%Y}",
            family=_("vet det"),
            shown=f"statute:{one.id}",
        )
        for one in found
    ]


def register_statute() -> None:
    """Called from the app's `ready()`."""
    register_waiting()
    register_log("statute", of_a_log)
    register_head("statute", of_a_head)
    sections.register("statute", on_the_page, found_by=finds_it)
    control.register("statute", controlled)
