"""Where handing out begins and is seen: «Uten samtykke», the page of a log, the privacy officer's control.

Of what was handed out nothing stands in the log but what the family was told, and that only they read.
"""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.bylaw import control, sections
from cases.bylaw.control import Controlled
from cases.bylaw.sections import Section
from cases.case.head import CaseHead
from cases.case.models import Case
from cases.disclosures.selectors import (
    ControlledDisclosure,
    disclosure_units,
    disclosures,
    disclosures_control,
    disclosures_told,
)
from cases.disclosures.waiting import register_waiting
from cases.heads.panels import Shown as HeadShown
from cases.heads.panels import register as register_head
from cases.logs.panels import Happened, Shown, register
from municipality.audit import access_log
from municipality.people.models import User
from municipality.people.workplace import Workplace, workplace_of
from municipality.ui.dates import exact_day
from municipality.ui.paging import Mark


def of_a_log(case: Case, user: User) -> Iterator[Shown | Happened]:
    """Whoever can hand out something where one begins; the family what it was told."""
    if not user.is_family:
        if disclosure_units(case.pk):
            yield Shown("aside", 91, "disclosures/_of_log.html", {"case": case})
        return
    for one in disclosures_told(case.pk):
        words = {
            "unit": one.unit or _("En enhet i kommunen"),
            "recipient": one.recipient_words,
            "day": exact_day(one.told_on),
        }
        yield Happened(
            one.made_on,
            _("%(unit)s utleverte opplysninger til %(recipient)s. Familien fikk vite det %(day)s.") % words,
        )


def of_a_head(head: CaseHead, _user: User) -> list[HeadShown]:
    """The same from the head, where one reads nothing else: for who has the leader's place."""
    return [HeadShown("disclosures/_of_head.html", {"case_id": head.pk})] if disclosure_units(head.pk) else []


def _of_overview(_user: User, place: Workplace) -> list[Section]:
    if not place.has_a_part:
        return []
    found = disclosures()
    context = {
        "own": [one for one in found if one.is_own],
        "of_others": [one for one in found if not one.is_own],
    }
    shown = tuple(access_log.Shown(one.case_id, f"disclosure:{one.id}") for one in found)
    return [Section(40, "disclosures/_overview.html", context, shown)]


def _works_here(request: HttpRequest) -> bool:
    return workplace_of(request).has_a_part


def _of_control(before: Mark | None, most: int) -> list[Controlled]:
    return [
        Controlled(
            at=one.begun_at,
            key=one.id,
            what=_what(one),
            number=one.number,
            whose=one.unit,
            to=_("vises ikke"),
            provision=_("vises ikke"),
            until="",
            family=_family(one),
            shown=f"disclosure:{one.id}",
        )
        for one in disclosures_control(before, most)
    ]


def _what(one: ControlledDisclosure) -> str:
    if one.made_at:
        return ngettext("Utlevert: %(count)s notat", "Utlevert: %(count)s notater", one.note_count) % {
            "count": one.note_count
        }
    if one.is_open:
        return _("Utlevering som er påbegynt")
    return _("Utlevering som ikke ble noe av")


def _family(one: ControlledDisclosure) -> str:
    if one.told_on:
        return _("vet det")
    return _("vet det ikke, vurderes %(day)s") % {"day": f"{one.review_on:%d.%m.%Y}"} if one.review_on else ""


def register_disclosures() -> None:
    """Called from the app's `ready()`."""
    register_waiting()
    register("disclosures", of_a_log)
    register_head("disclosures", of_a_head)
    sections.register("disclosures", _of_overview, found_by=_works_here)
    control.register("disclosures", _of_control)
