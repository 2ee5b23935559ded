"""The minutes of a meeting: read as a document, approved once, corrected by an addition."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.access.refusals import SENTENCES
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest
from municipality.ui.dates import day_text
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage
from teams.items.item import title_of
from teams.meetings.forms import CorrectionForm
from teams.meetings.gates import approved_minutes_or_404, chair_or_403, meeting_or_404
from teams.meetings.minutes import MinutesShown, attendance_of, item_of, minutes_of
from teams.meetings.models import Meeting
from teams.meetings.preparing import about_somebody, rows_of
from teams.meetings.services import correction_add, meeting_approve
from teams.meetings.unplaced_texts import texts_not_saved, texts_without_a_place
from teams.members.selectors import i_chair

APPROVED_ALREADY = SENTENCES["minutes_are_approved"]


def document(request: SignedInRequest, meeting: Meeting, *, keeps: bool) -> HttpResponse:
    """The minutes as a document, of the items that this reader may see."""
    items = minutes_of(meeting)
    if noted := _about_somebody(items):
        access_log.record_list(Act.MINUTES_READ, noted)
    context = {
        "meeting": meeting,
        "team": meeting.team,
        "items": items,
        "attended": attendance_of(meeting),
        "chairs": keeps and i_chair(meeting.team_id),
        "lost": texts_without_a_place(request.user, meeting, []) if keeps else [],
    }
    return render(request, "meetings/minutes.html", context)


def _about_somebody(items: Iterable[MinutesShown]) -> list[Model]:
    """What the minutes say of persons, for the access log. An anonymous discussion leaves no event."""
    return [one.minutes for one in items if one.minutes.case_id]


class Approve(ConfirmPage):
    """What is locked, what stays on the table, what becomes tasks; then it is done. The chair's, and once."""

    template = "meetings/approve.html"
    danger = False
    act = Act.MEETING_APPROVE

    def gate(self, meeting_id: uuid.UUID) -> HttpResponse | None:
        self.meeting = meeting_or_404(meeting_id, self.act)
        chair_or_403(self.meeting.team, self.act)
        self.back = reverse("meetings:read", args=[self.meeting.pk])
        if self.meeting.started_at and not self.meeting.approved_at:
            return None
        messages.info(
            self.request, APPROVED_ALREADY if self.meeting.approved_at else _("Møtet er ikke begynt.")
        )
        return redirect(self.back)

    def save(self, form: Form) -> Saved:
        meeting_approve(self.meeting)
        words = _("Referatet er godkjent. De som har fått noe å gjøre, har fått beskjed.")
        return Saved(self.back, words)

    def context(self, form: Form) -> dict[str, Any]:
        items = minutes_of(self.meeting)
        user = self.request.user
        rows = rows_of(self.meeting, user)
        access_log.record_list(Act.MINUTES_READ, [*_about_somebody(items), *about_somebody(rows)])
        return {
            "meeting": self.meeting,
            "team": self.meeting.team,
            "items": items,
            "not_saved": texts_not_saved(user, self.meeting, rows),
            "left": [row.item for row in rows if not row.is_decided],
            "duties": [duty for one in items for duty in _duties(one)],
            "title": _("Godkjenne referatet?"),
            "confirm_label": _("Godkjenn og lås"),
            "cancel_label": _("Ikke ennå"),
        }


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


class Correct(WritingPage):
    """Add a correction to locked minutes. By anybody who reads them, the family too; the minutes stay as they are."""

    template = "meetings/correct.html"
    form_class = CorrectionForm
    act = Act.MINUTES_CORRECT
    makes_new = True

    def gate(self, meeting_id: uuid.UUID, minutes_id: uuid.UUID) -> None:
        self.minutes = approved_minutes_or_404(meeting_id, minutes_id)
        referral = self.minutes.referral
        self.case_id = referral.case_id if referral else None
        if referral is None or Meeting.objects.filter(pk=meeting_id).exists():
            self.back = reverse("meetings:read", args=[meeting_id])
        else:
            self.back = reverse("answers:referral", args=[referral.pk])

    def shown(self, form: CorrectionForm) -> None:
        access_log.record(Act.MINUTES_READ, case_id=self.case_id, objects=[self.minutes])

    def refused(self) -> None:
        access_log.refuse(self.act, case_id=self.case_id)

    def save(self, form: CorrectionForm) -> Saved:
        correction_add(item=self.minutes, text=form.cleaned_data["text"])
        return Saved(self.back, _("Rettelsen er lagt til."))

    def context(self, form: CorrectionForm) -> dict[str, Any]:
        return {"minutes": self.minutes, "item_title": title_of(item_of(self.minutes)), "back": self.back}
