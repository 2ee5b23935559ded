"""Leading one item: the curtain first, then what was asked and agreed, then the minutes, then the next item."""

import uuid
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.access.refusals import SENTENCES, NothingThere, Refused
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest
from municipality.ui.pages import typed_values
from municipality.versions import ChangedMeanwhile
from municipality.writing.drafts import draft_drop, draft_save
from municipality.writing.once import opened
from municipality.writing.page import Saved, WritingPage
from teams.items.item import Item
from teams.meetings.forms import MinutesForm
from teams.meetings.gates import item_on_the_table, keeper_or_403, meeting_or_404
from teams.meetings.leading import form_for, leading_of
from teams.meetings.models import Meeting, MinutesItem
from teams.meetings.preparing import is_written
from teams.meetings.services import MinutesWords, curtains_down, minutes_write
from teams.meetings.unplaced_texts import given_back
from teams.members.selectors import i_keep_minutes
from teams.referrals.models import Referral


class Lead(WritingPage):
    """One item, for chair or secretary. Others in the team read the referral itself, and the minutes of the meeting."""

    template = "meetings/item.html"
    is_read_first = True
    act = Act.MINUTES_WRITE
    beside: ClassVar = {"somebody_may_not_hear_it": "responsible"}

    def gate(self, meeting_id: uuid.UUID, about: str, item_id: uuid.UUID) -> HttpResponse | None:
        request = self.request
        self.meeting = meeting_or_404(meeting_id, self.act)
        item = item_on_the_table(self.meeting.team, about, item_id)
        if item is None or self.meeting.approved_at or self.meeting.cancelled_at:
            return _not_there(request, self.meeting)
        keeper_or_403(self.meeting.team, self.act)
        if not self.meeting.started_at:
            messages.info(request, _("Møtet er ikke begynt. Si hvem som er her først."))
            return redirect("meetings:start", self.meeting.pk)
        self.leading = leading_of(self.meeting, item, request.user)
        if self.leading.curtain.is_anothers:
            if request.method == "POST":
                return _not_there(request, self.meeting)
            self.refused()
            raise PermissionDenied
        if request.method == "POST":
            return None  # writing shows nothing: what was written before the curtain fell is saved
        curtains_down(self.meeting, but=item.pk)
        return self._curtain() if self.leading.curtain.hides else None

    def _curtain(self) -> HttpResponse:
        context = {"leading": self.leading, "meeting": self.meeting, "team": self.meeting.team}
        return render(self.request, "meetings/gate.html", context)

    def sent(self, data: QueryDict) -> MinutesForm:
        return form_for(self.leading, self.request.user, data=data)

    def fresh(self, typed: QueryDict | None) -> MinutesForm:
        user = self.request.user
        form = form_for(self.leading, user)
        if typed is None:
            return form
        return form_for(self.leading, user, initial=typed_values(form, typed))

    def save(self, form: MinutesForm) -> Saved:
        """Save, and go on to the next item, or stay where asked for."""
        meeting, leading = self.meeting, self.leading
        if not (form.is_blank and not is_written(leading.minutes)):
            _save(meeting, leading.item, form.cleaned_data["version"], form.written)
        if self.request.POST.get("go") == "stay":
            return Saved(self.request.path, _("Lagret."))
        curtains_down(meeting)
        return Saved(leading.following_url or reverse("meetings:read", args=[meeting.pk]))

    def refusal(self, form: MinutesForm, reason: Refused | NothingThere) -> HttpResponse:
        """Approved, or taken off the table, while this was written: the text is given back."""
        self.meeting.refresh_from_db()
        about = self.leading.about.value
        if self.meeting.approved_at or not item_on_the_table(self.meeting.team, about, self.leading.item.pk):
            return _not_there(self.request, self.meeting)
        return super().refusal(form, reason)

    def page(self, form: MinutesForm, **more: Any) -> HttpResponse:
        """Behind a curtain that has fallen meanwhile the text waits as a draft."""
        if not self.leading.curtain.hides:
            return super().page(form, **more)
        if kept := opened(self.request.POST):
            draft_save(kept, self.request.POST)
        return self._curtain()

    def shown(self, form: MinutesForm) -> None:
        if isinstance(self.leading.item, Referral):
            access_log.record(
                Act.REFERRAL_READ, case_id=self.leading.item.case_id, objects=self.leading.shown
            )

    def context(self, form: MinutesForm) -> dict[str, Any]:
        return {"leading": self.leading, "meeting": self.meeting, "team": self.meeting.team}


def _save(meeting: Meeting, item: Item, version: int, written: MinutesWords) -> None:
    """Over the version that was read, or over a row that only its curtain has made meanwhile: nobody wrote that."""
    try:
        minutes_write(meeting=meeting, item=item, version=version, written=written)
    except ChangedMeanwhile as conflict:
        current = cast("MinutesItem", conflict.current)
        if is_written(current):
            raise
        minutes_write(meeting=meeting, item=item, version=current.version, written=written)


def _not_there(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """What was typed is given back; else it is not found, like an item that never was."""
    if i_keep_minutes(meeting.team):
        if request.method == "POST" and request.POST.get("forget"):
            draft_drop(request)
            messages.success(request, _("Teksten er slettet."))
            return redirect("meetings:read", meeting.pk)
        if back := given_back(request, meeting):
            return back
        if meeting.approved_at or meeting.cancelled_at:
            locked = _("Referatet er godkjent og låst. Er noe galt, kan du legge til en rettelse.")
            messages.info(request, locked if meeting.approved_at else SENTENCES["meeting_is_cancelled"])
            return redirect("meetings:read", meeting.pk)
    access_log.refuse(Act.MINUTES_WRITE)
    raise Http404
