"""The minutes of a meeting: read as a document, approved once, corrected by an addition."""

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.logs.gates import signed_in_user
from municipality.access.refusals import SENTENCES, NothingThere
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.drafts.services import draft_drop, draft_kept, draft_of, draft_url
from municipality.ui.dates import day_text
from municipality.ui.pages import typed_values
from teams.meetings.forms import CorrectionForm
from teams.meetings.gates import approved_minutes_or_404, chair_or_403, meeting_or_404
from teams.meetings.lost import texts_without_a_place
from teams.meetings.minutes import MinutesShown, attendance_of, item_of, minutes_of
from teams.meetings.models import Meeting, MinutesItem
from teams.meetings.preparing import rows_of
from teams.meetings.selectors import title_of
from teams.meetings.services import correction_add, meeting_approve
from teams.members.selectors import i_chair

APPROVED_ALREADY = SENTENCES["minutes_are_approved"]


def document(request: HttpRequest, meeting: Meeting, *, keeps: bool) -> HttpResponse:
    """The minutes as a document, of the items that this reader may see."""
    items = minutes_of(meeting)
    _note_reading(one.minutes for one in items)
    context = {
        "meeting": meeting,
        "team": meeting.team,
        "items": items,
        "attended": attendance_of(meeting),
        "chairs": keeps and i_chair(meeting.team_id),
        "lost": texts_without_a_place(signed_in_user(request), meeting, []) if keeps else [],
    }
    return render(request, "meetings/minutes.html", context)


def _note_reading(items: Iterable[MinutesItem]) -> None:
    """One event for each case, so that each family finds its own. None for an anonymous discussion."""
    log.record_each(
        Act.MINUTES_READ, ((one.referral.case_id, one) for one in items if one.referral is not None)
    )


@login_required
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """What is locked, what stays on the table, what becomes tasks; then it is done. The chair's, and once."""
    meeting = meeting_or_404(request, meeting_id, Act.MEETING_APPROVE)
    chair_or_403(request, meeting.team, Act.MEETING_APPROVE)
    if meeting.approved_at or not meeting.started_at:
        messages.info(request, APPROVED_ALREADY if meeting.approved_at else _("Møtet er ikke begynt."))
        return redirect("meetings:read", meeting.pk)
    if request.method == "POST" and request.POST.get("confirmed"):
        try:
            meeting_approve(meeting)
        except NothingThere:
            messages.info(request, APPROVED_ALREADY)
        else:
            messages.success(
                request, _("Referatet er godkjent. De som har fått noe å gjøre, har fått beskjed.")
            )
        return redirect("meetings:read", meeting.pk)
    items = minutes_of(meeting)
    _note_reading(one.minutes for one in items)
    context = {
        "meeting": meeting,
        "team": meeting.team,
        "items": items,
        "left": [
            row.item for row in rows_of(meeting, signed_in_user(request), leads=False) if not row.is_decided
        ],
        "duties": [duty for one in items for duty in _duties(one)],
        "title": _("Godkjenne referatet?"),
        "confirm_label": _("Godkjenn og lås"),
        "cancel_label": _("Ikke ennå"),
        "cancel_url": reverse("meetings:read", args=[meeting.pk]),
    }
    return render(request, "meetings/approve.html", context)


def _duties(one: MinutesShown) -> list[str]:
    """Who is asked to do what when it is approved, in words."""
    said = {"title": one.title, "who": one.responsible, "informs": one.informs}
    if one.minutes.deadline:
        said["day"] = day_text(one.minutes.deadline, timezone.localdate())
    return [
        *(
            [_("%(title)s: %(who)s gjør det innen %(day)s") % said]
            if one.responsible and "day" in said
            else []
        ),
        *([_("%(title)s: %(informs)s forteller det til familien") % said] if one.informs else []),
    ]


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, meeting_id: uuid.UUID, minutes_id: uuid.UUID) -> HttpResponse:
    """Add a correction to minutes that are locked. Whoever reads them, the family too; what stands there stays."""
    minutes = approved_minutes_or_404(request, meeting_id, minutes_id)
    seen = Meeting.objects.filter(pk=meeting_id).exists()
    if seen or minutes.referral is None:
        back = reverse("meetings:read", args=[meeting_id])
    else:
        back = reverse("referrals:read", args=[minutes.referral.pk])
    sent = request.POST if request.method == "POST" else None
    form = CorrectionForm(sent)
    if form.is_bound and form.is_valid():
        try:
            correction_add(item=minutes, text=form.cleaned_data["text"])
        except PermissionDenied:
            log.refuse(
                request, Act.MINUTES_CORRECT, case_id=minutes.referral.case_id if minutes.referral else None
            )
            raise
        draft_drop(request)
        messages.success(request, _("Rettelsen er lagt til."))
        return redirect(back)
    if not form.is_bound:
        _note_reading([minutes])
        if typed := draft_of(request):
            form = CorrectionForm(initial=typed_values(form, typed))
    context = {
        "minutes": minutes,
        "item_title": title_of(item_of(minutes)),
        "form": form,
        "back": back,
        "draft_url": draft_url(request),
        "draft": draft_kept(request) if request.method == "GET" else None,
    }
    return render(request, "meetings/correct.html", context)
