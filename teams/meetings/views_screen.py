"""The meeting on the shared screen: one item at a time, and nothing that somebody in the room may not hear."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from municipality.access.refusals import NothingThere
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in
from teams.items.item import About
from teams.meetings.gates import item_on_the_table, keeper_or_403, meeting_or_404
from teams.meetings.leading import leading_of
from teams.meetings.models import Meeting
from teams.meetings.preparing import Row, about_somebody, rows_of
from teams.meetings.services import curtain_set, curtains_down
from teams.referrals.models import Referral

NOT_BEGUN = gettext_lazy("Møtet er ikke i gang, så det er ikke noe å vise på skjermen.")


@dataclass(frozen=True)
class OnTheWall:
    """A line of the list: behind the curtain it has a number, and no name, mark or state."""

    row: Row

    @property
    def behind(self) -> bool:
        return self.row.is_shut


@signed_in
@require_safe
def screen(request: SignedInRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The list, or with `?sak=<key>` one item. Chair or secretary.

    The curtain falls however an item is left, even by the browser's back button: so no form decides it.
    """
    meeting = meeting_or_404(meeting_id, Act.AGENDA_READ)
    keeper_or_403(meeting.team, Act.AGENDA_READ)
    if not meeting.started_at or meeting.approved_at:
        messages.info(request, NOT_BEGUN)
        return redirect("meetings:read", meeting.pk)
    rows = rows_of(meeting, request.user)
    key = request.GET.get("sak", "")
    shown = next((row for row in rows if str(row.item.item.pk) == key), None)
    curtains_down(meeting, but=shown.item.item.pk if shown else None)
    if shown:
        return _one(request, meeting, rows, shown)
    access_log.record_list(Act.AGENDA_READ, about_somebody(row for row in rows if not row.is_shut))
    lines = [OnTheWall(row) for row in rows]
    context = {"meeting": meeting, "team": meeting.team, "lines": lines, "gone": bool(key)}
    return render(request, "meetings/screen.html", context)


def _one(request: SignedInRequest, meeting: Meeting, rows: list[Row], shown: Row) -> HttpResponse:
    agenda = [row.item for row in rows]
    leading = leading_of(meeting, shown.item.item, request.user, agenda=agenda)
    if leading.referral and not leading.curtain.hides:
        access_log.record(Act.REFERRAL_READ, case_id=leading.referral.case_id, objects=leading.shown)
    number = shown.item.number
    context = {
        "meeting": meeting,
        "team": meeting.team,
        "leading": leading,
        "number": number,
        "count": len(agenda),
        "following": leading.following,
        "before": agenda[number - 2] if number > 1 else None,
    }
    return render(request, "meetings/screen_item.html", context)


@signed_in
@require_POST
def lift(request: SignedInRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Those who may not hear the item have left: the curtain goes up. Back to where it was asked for."""
    meeting = meeting_or_404(meeting_id, Act.CURTAIN_LIFT)
    keeper_or_403(meeting.team, Act.CURTAIN_LIFT)
    referral = _referral(meeting, request.POST.get("sak", ""))
    if referral is None:
        access_log.refuse(Act.CURTAIN_LIFT)
        raise Http404
    try:
        curtain_set(meeting=meeting, referral=referral, up=True)
    except NothingThere:
        messages.info(request, NOT_BEGUN)
        return redirect("meetings:read", meeting.pk)
    if request.POST.get("skjerm"):
        return redirect(f"{reverse('meetings:screen', args=[meeting.pk])}?sak={referral.pk}")
    return redirect("meetings:item", meeting.pk, About.REFERRAL.value, referral.pk)


def _referral(meeting: Meeting, key: str) -> Referral | None:
    try:
        item = item_on_the_table(meeting.team, About.REFERRAL, uuid.UUID(key))
    except ValueError:
        return None
    return item if isinstance(item, Referral) else None
