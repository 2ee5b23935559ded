"""A meeting: planned and moved, read before, while and after it is held, begun."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipality.access.refusals import SENTENCES
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, signed_in
from municipality.versions import ChangedMeanwhile, version_of
from municipality.writing.page import Saved, WritingPage
from teams.items.order import LONG, SHORT
from teams.meetings.forms import AttendanceForm, MeetingForm, MoveForm
from teams.meetings.gates import keeper_or_403, meeting_or_404
from teams.meetings.minutes import attendance_of
from teams.meetings.models import Attendance, Meeting
from teams.meetings.preparing import about_somebody, rows_of
from teams.meetings.rhythm import is_early, suggested_start
from teams.meetings.sections import ends, sections_of, who_leaves
from teams.meetings.services import (
    curtains_down,
    meeting_move,
    meeting_plan,
    meeting_start,
)
from teams.meetings.unplaced_texts import texts_not_saved, texts_without_a_place
from teams.meetings.views_minutes import document
from teams.meetings.views_undone import called_off
from teams.members.gates import team_or_404
from teams.members.models import Seat
from teams.members.selectors import i_chair, i_keep_minutes, seated


class Plan(WritingPage):
    """Set up a meeting; everybody who sits in the team is told. Chair or secretary."""

    template = "meetings/plan.html"
    form_class = MeetingForm
    keeps_draft = False
    act = Act.MEETING_PLAN

    def gate(self, team_id: int) -> None:
        self.team = team_or_404(self.request, team_id, self.act)
        keeper_or_403(self.team, self.act)

    def initial(self) -> dict[str, Any]:
        latest = Meeting.objects.filter(team=self.team).order_by("-starts_at").first()
        return MeetingForm.values_of(suggested_start(self.team), latest.place if latest else "")

    def save(self, form: MeetingForm) -> Saved:
        with _no_two_at_once():
            key = meeting_plan(team=self.team, starts_at=form.starts_at, place=form.cleaned_data["place"])
        words = _("Møtet er satt opp. De som sitter i teamet, har fått beskjed.")
        return Saved(reverse("meetings:read", args=[key]), words)

    def context(self, form: MeetingForm) -> dict[str, Any]:
        return {"team": self.team}


class Move(WritingPage):
    """Another time or place, until it has begun. Chair or secretary."""

    template = "meetings/plan.html"
    form_class = MoveForm
    keeps_draft = False
    act = Act.MEETING_PLAN

    def gate(self, meeting_id: uuid.UUID) -> HttpResponse | None:
        self.meeting = meeting_or_404(meeting_id, self.act)
        keeper_or_403(self.meeting.team, self.act)
        if not (self.meeting.started_at or self.meeting.cancelled_at):
            return None
        code = "meeting_is_cancelled" if self.meeting.cancelled_at else "meeting_has_begun"
        messages.info(self.request, SENTENCES[code])
        return redirect("meetings:read", self.meeting.pk)

    def initial(self) -> dict[str, Any]:
        values = MoveForm.values_of(self.meeting.starts_at, self.meeting.place)
        return values | {"version": self.version(self.meeting)}

    def save(self, form: MoveForm) -> Saved:
        """Nobody is told of a meeting that stays where it is."""
        to, place = reverse("meetings:read", args=[self.meeting.pk]), form.cleaned_data["place"]
        if (form.starts_at, place) == (self.meeting.starts_at, self.meeting.place):
            return Saved(to, _("Møtet står der det sto."))
        if form.cleaned_data["version"] != self.version(self.meeting):
            raise ChangedMeanwhile(self.meeting)
        with _no_two_at_once():
            meeting_move(self.meeting, starts_at=form.starts_at, place=place)
        return Saved(to, _("Møtet er flyttet. De som sitter i teamet, har fått beskjed."))

    def version(self, current: Meeting) -> int:
        return version_of(current.starts_at, current.place)

    def context(self, form: MoveForm) -> dict[str, Any]:
        return {"team": self.meeting.team, "meeting": self.meeting}


@contextmanager
def _no_two_at_once() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        words = _("Teamet har alt et møte da. Velg et annet tidspunkt.")
        raise ValidationError({"clock": words}) from None


@signed_in
@require_safe
def read(request: SignedInRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The agenda, before and while the meeting is held; the minutes when they are approved, or with `?referat`."""
    meeting = meeting_or_404(meeting_id, Act.AGENDA_READ)
    user = request.user
    keeps = i_keep_minutes(meeting.team)
    if meeting.cancelled_at:
        return called_off(request, meeting, keeps=keeps)
    if meeting.approved_at or (meeting.started_at and "referat" in request.GET):
        return document(request, meeting, keeps=keeps)
    if keeps and meeting.started_at:
        # Nobody leads an item from this page, so nothing may stay open for people who come in.
        curtains_down(meeting)
    rows = rows_of(meeting, user)
    access_log.record_list(Act.AGENDA_READ, about_somebody(rows))
    notices_seen(meeting_id=meeting.pk)
    asked = [] if meeting.started_at else [row.item.referral for row in rows if row.item.referral]
    if asked:
        access_log.record_list(Act.REFERRAL_READ, asked)  # before the meeting the page says what is asked
    context = {
        "meeting": meeting,
        "team": meeting.team,
        "keeps": keeps,
        "chairs": keeps and i_chair(meeting.team_id),
        "rows": rows,
        "sections": sections_of(rows),
        "ends": ends(rows),
        "minutes": (LONG, SHORT),
        "who_leaves": who_leaves(rows),
        "prepare": [row for row in rows if row.own],
        "next": next((row for row in rows if not row.is_written), None),
        "written": sum(row.is_written for row in rows),
        "attended": attendance_of(meeting) if meeting.started_at else None,
        "seats": [] if meeting.started_at else seated(meeting.team),
        "lost": texts_without_a_place(user, meeting, rows) if keeps else [],
        "not_saved": texts_not_saved(user, meeting, rows) if keeps and meeting.started_at else [],
    }
    return render(request, "meetings/read.html", context)


class Start(WritingPage):
    """Say who is there, and begin; the same page when somebody comes or goes. Chair or secretary.

    Long before its time it is asked first whether the meeting is to begin now.
    """

    template = "meetings/start.html"
    form_class = AttendanceForm
    keeps_draft = False
    act = Act.MEETING_START

    def gate(self, meeting_id: uuid.UUID) -> HttpResponse | None:
        self.meeting = meeting_or_404(meeting_id, self.act)
        keeper_or_403(self.meeting.team, self.act)
        if self.meeting.approved_at or self.meeting.cancelled_at:
            code = "minutes_are_approved" if self.meeting.approved_at else "meeting_is_cancelled"
            messages.info(self.request, SENTENCES[code])
            return redirect("meetings:read", self.meeting.pk)
        if self.request.method != "POST" and is_early(self.meeting) and "na" not in self.request.GET:
            return render(self.request, "meetings/early.html", {"meeting": self.meeting})
        self.seats, self.there = seated(self.meeting.team), _there(self.meeting)
        return None

    def about(self) -> dict[str, Any]:
        return {"seats": self.seats}

    def initial(self) -> dict[str, Any]:
        return {"present": self.there, "version": self.version(self.meeting)}

    def save(self, form: AttendanceForm) -> Saved:
        is_other = {*form.cleaned_data["present"]} != {*self.there}
        if is_other and form.cleaned_data["version"] != self.version(self.meeting):
            raise ChangedMeanwhile(self.meeting)
        meeting_start(self.meeting, present=[Seat(pk=key) for key in form.seat_ids])
        again = _("Lagret hvem som er her. Forhengene er nede igjen.")
        words = again if self.meeting.started_at else _("Møtet er i gang.")
        return Saved(reverse("meetings:read", args=[self.meeting.pk]), words)

    def version(self, current: Meeting) -> int:
        """Until it has begun also of its time: moved meanwhile, it could be started long before."""
        return version_of(current.started_at is None and current.starts_at, sorted(self.there))

    def context(self, form: AttendanceForm) -> dict[str, Any]:
        present = [one for one in self.seats if str(one.seat_id) in self.there]
        return {"meeting": self.meeting, "team": self.meeting.team, "present": present}


def _there(meeting: Meeting) -> list[str]:
    """Who is noted as present. Nobody before the meeting has begun: somebody who sees them must say so."""
    return [
        str(key)
        for key in Attendance.objects.filter(meeting=meeting, present=True).values_list("seat", flat=True)
    ]
