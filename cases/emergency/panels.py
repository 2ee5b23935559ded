"""Where an emergency stands beside its own pages: «Uten samtykke», the control, the family's log, notices, Min dag."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.bylaw import control, sections
from cases.bylaw.control import Controlled
from cases.bylaw.sections import Section
from cases.case.models import Case
from cases.emergency.selectors import Controlled as Row
from cases.emergency.selectors import Own, controlled, led, own_emergencies, told, units_that_may
from cases.emergency.words import provisions, sources_in_words
from cases.logs.panels import Happened, register
from cases.myday.waiting import SOON, Group, Waiting
from cases.myday.waiting import register as register_waiting
from cases.notices.registry import Target
from cases.notices.registry import register as register_targets
from municipality.audit.access_log import Shown
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import User
from municipality.people.workplace import Workplace, workplace_of
from municipality.ui.dates import exact_day
from municipality.ui.paging import Mark

EMERGENCIES: Final = Group("emergencies", "emergency:list", gettext_lazy("Nødssituasjoner"))


def found_by(request: HttpRequest) -> bool:
    """Who may open one; and leaders, where somebody may. A link alone: the verbs ask again."""
    place = workplace_of(request)
    here = place.municipality
    if here is None or not (here.emergency_roles and here.emergency_services):
        return False
    return bool(place.led_units or place.overseen) or may_open(request)


def may_open(request: HttpRequest) -> bool:
    """Who is led to it from every page, since it cannot wait. A link alone, as above."""
    place = workplace_of(request)
    here = place.municipality
    return here is not None and any(
        one.role in here.emergency_roles and one.unit.service.key in here.emergency_services
        for one in place.memberships
    )


def on_overview(_user: User, place: Workplace) -> Iterator[Section]:
    """The way to open one, what one has opened, and the way to what one goes through as leader."""
    may, own = bool(units_that_may()), own_emergencies()
    leads = bool(place.led_units or place.overseen) and bool(led())
    if may or own or leads:
        context = {"may": may, "own": own, "leads": leads}
        yield Section(10, "emergency/_section.html", context, tuple(shown_as(one) for one in own))


def shown_as(one: Own) -> Shown:
    """For the access log. What the family must not know yet is hidden from it by the emergency's key."""
    return Shown(one.case_id, f"emergency:{one.id}")


def for_control(after: Mark | None, most: int) -> list[Controlled]:
    """For the privacy officer."""
    return [_line(one) for one in controlled(after, most)]


def _line(one: Row) -> Controlled:
    over = one.ended_at or one.ends_at
    words = _("til %(moment)s") if over > timezone.now() else _("var åpen til %(moment)s")
    family = _("vet det siden %(day)s") if one.told_at else _("vet det ikke; vurderes %(day)s")
    day = timezone.localdate(one.told_at) if one.told_at else one.review_on
    reviewed = _("gått gjennom av leder") if one.reviewed_at else _("ikke gått gjennom av leder")
    return Controlled(
        at=one.opened_at,
        key=one.id,
        what=_("Nødssituasjon, %(reviewed)s") % {"reviewed": reviewed},
        number=one.number,
        whose=sources_in_words(one.sources),
        to=f"{one.name}, {one.unit}",
        provision=provisions(one.sources, timezone.localdate(one.opened_at)),
        until=words % {"moment": f"{timezone.localtime(over):%d.%m.%Y kl. %H.%M}"},
        family=family % {"day": f"{day:%d.%m.%Y}" if day else ""},
        shown=f"emergency:{one.id}",
    )


def in_a_log(case: Case, user: User) -> Iterator[Happened]:
    """To the family what it has been told of; to staff nothing."""
    if not user.is_family:
        return
    for one in told(case.pk):
        who = f"{one.name}, {one.unit}," if one.name else _("Noen i kommunen")
        words = {"who": who, "sources": sources_in_words(one.sources)}
        yield Happened(one.opened_at, _("%(who)s leste i en nødssituasjon notater fra %(sources)s.") % words)


def waiting(_user: User, place: Workplace) -> list[Waiting]:
    """For leaders, without child or number: what to go through, and whether the family may be told now."""
    if not (place.led_units or place.overseen):
        return []
    soon = timezone.localdate() + timedelta(days=SOON)
    found = []
    for one in led():
        url = reverse("emergency:look", args=[one.id])
        if not one.reviewed_at:
            words = _("Gå gjennom: en logg ble åpnet i en nødssituasjon %(day)s")
            found.append(
                Waiting(words % {"day": exact_day(timezone.localdate(one.opened_at))}, url, EMERGENCIES)
            )
        elif one.review_on and one.review_on <= soon:
            words = _("Skal familien fortsatt ikke vite om nødssituasjonen %(day)s?")
            text = words % {"day": exact_day(timezone.localdate(one.opened_at))}
            found.append(Waiting(text, url, EMERGENCIES, one.review_on))
    return found


def targets(notices: Sequence[Notice]) -> dict[uuid.UUID, Target]:
    """The notice names nothing; the list says what it is about."""
    page = Target(reverse("emergency:list"))
    return {one.pk: page for one in notices if one.notice_type == NoticeType.EMERGENCY_OPENED}


def register_emergencies() -> None:
    """Called from the app's `ready()`."""
    sections.register("emergency", on_overview, found_by=found_by)
    control.register("emergency", for_control)
    register("emergency", in_a_log)
    register_waiting("emergency", waiting)
    register_targets("emergency", targets)
