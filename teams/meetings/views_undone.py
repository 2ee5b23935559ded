"""A meeting that is not held after all: its start is undone, or it is called off."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.access.refusals import SENTENCES
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest
from municipality.ui.forms import Form
from municipality.ui.templatetags.ui import moment
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage
from teams.meetings.forms import CancelForm
from teams.meetings.gates import keeper_or_403, meeting_or_404
from teams.meetings.models import Meeting
from teams.meetings.selectors import next_meeting
from teams.meetings.services import meeting_cancel, meeting_start_undo
from teams.meetings.unplaced_texts import texts_without_a_place


class Undo(ConfirmPage):
    """Take back that the meeting has begun, while nothing is written. Chair or secretary."""

    act = Act.MEETING_UNDO
    danger = False

    def gate(self, meeting_id: uuid.UUID) -> HttpResponse | None:
        self.meeting = meeting_or_404(meeting_id, self.act)
        keeper_or_403(self.meeting.team, self.act)
        self.back = reverse("meetings:read", args=[self.meeting.pk])
        if self.meeting.started_at and not self.meeting.approved_at:
            return None
        messages.info(self.request, SENTENCES["meeting_is_not_open"])
        return redirect(self.back)

    def save(self, form: Form) -> Saved:
        meeting_start_undo(self.meeting)
        return Saved(self.back, _("Møtet er ikke i gang lenger. Sakslisten står som før."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "title": _("Angre at møtet er startet?"),
            "text": _(
                "Sakslisten står som den er, og møtet kan startes igjen. Du sier da på nytt hvem som er her."
            ),
            "confirm_label": _("Angre starten"),
            "cancel_label": _("La møtet gå"),
        }


class Cancel(WritingPage):
    """Call the meeting off, with the reason. Chair or secretary, until it has begun."""

    template = "ui/confirm_page.html"
    form_class = CancelForm
    act = Act.MEETING_CANCEL

    def gate(self, meeting_id: uuid.UUID) -> HttpResponse | None:
        self.meeting = meeting_or_404(meeting_id, self.act)
        keeper_or_403(self.meeting.team, self.act)
        self.back = reverse("meetings:read", args=[self.meeting.pk])
        if not (self.meeting.started_at or self.meeting.cancelled_at):
            return None
        code = "meeting_is_cancelled" if self.meeting.cancelled_at else "meeting_has_begun"
        messages.info(self.request, SENTENCES[code])
        return redirect(self.back)

    def save(self, form: CancelForm) -> Saved:
        meeting_cancel(self.meeting, why=form.cleaned_data["why"])
        return Saved(
            self.back,
            _("Møtet er avlyst. De som sitter i teamet, og de som har en sak der, har fått beskjed."),
        )

    def context(self, form: CancelForm) -> dict[str, Any]:
        form.read_by("why", _("Leses av: de som sitter i teamet, og de som har meldt en sak dit."))
        return {
            "title": _("Avlyse møtet %(moment)s?") % {"moment": moment(self.meeting.starts_at)},
            "text": _(
                "De som sitter i teamet, og de som har en sak der, får beskjed. Sakene blir stående på bordet til"
                " neste møte."
            ),
            "confirm_label": _("Avlys møtet"),
            "cancel_label": _("Behold møtet"),
            "cancel_url": self.back,
            "danger": True,
        }


def called_off(request: SignedInRequest, meeting: Meeting, *, keeps: bool) -> HttpResponse:
    """Why it is not held, and when its items are taken up instead."""
    access_log.record_list(Act.AGENDA_READ, [])
    notices_seen(meeting_id=meeting.pk)
    context = {
        "meeting": meeting,
        "team": meeting.team,
        "keeps": keeps,
        "next": next_meeting(meeting.team),
        "lost": texts_without_a_place(request.user, meeting, []) if keeps else [],
    }
    return render(request, "meetings/called_off.html", context)
