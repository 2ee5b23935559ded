"""A meeting: planned and moved, read before, while and after it is held, begun."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.logs.gates import signed_in_user
from municipality.access.refusals import SENTENCES, NothingThere
from municipality.audit import log
from municipality.audit.acts import Act
from teams.meetings.forms import AttendanceForm, PlanForm
from teams.meetings.gates import keeper_or_403, meeting_or_404
from teams.meetings.lost import texts_without_a_place
from teams.meetings.minutes import attendance_of
from teams.meetings.models import Attendance, Meeting
from teams.meetings.preparing import about_somebody, rows_of
from teams.meetings.rhythm import suggested_start
from teams.meetings.services import (
    curtains_down,
    meeting_move,
    meeting_plan,
    meeting_start,
)
from teams.meetings.views_minutes import APPROVED_ALREADY, document
from teams.members.gates import team_or_404
from teams.members.models import Seat
from teams.members.selectors import Seated, i_chair, i_keep_minutes, seated


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, team_id: int) -> HttpResponse:
    """Set up a meeting; everybody who sits in the team is told. Chair or secretary."""
    team = team_or_404(request, team_id, Act.MEETING_PLAN)
    keeper_or_403(request, team, Act.MEETING_PLAN)
    latest = Meeting.objects.filter(team=team).order_by("-starts_at").first()
    initial = PlanForm.values_of(suggested_start(team), latest.place if latest else "")
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            key = meeting_plan(team=team, starts_at=form.starts_at, place=form.cleaned_data["place"])
        except IntegrityError:
            form.add_error("clock", _("Teamet har alt et møte da. Velg et annet tidspunkt."))
        else:
            messages.success(request, _("Møtet er satt opp. De som sitter i teamet, har fått beskjed."))
            return redirect("meetings:read", key)
    return render(request, "meetings/plan.html", {"team": team, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Another time or place, until it has begun. Chair or secretary."""
    meeting = meeting_or_404(request, meeting_id, Act.MEETING_PLAN)
    keeper_or_403(request, meeting.team, Act.MEETING_PLAN)
    sent = request.POST if request.method == "POST" else None
    form = PlanForm(sent, initial=PlanForm.values_of(meeting.starts_at, meeting.place))
    if meeting.started_at:
        messages.info(request, SENTENCES["meeting_has_begun"])
        return redirect("meetings:read", meeting.pk)
    if form.is_bound and form.is_valid():
        try:
            meeting_move(meeting, starts_at=form.starts_at, place=form.cleaned_data["place"])
        except IntegrityError:
            form.add_error("clock", _("Teamet har alt et møte da. Velg et annet tidspunkt."))
        except NothingThere as nothing:
            messages.info(request, str(nothing))
            return redirect("meetings:read", meeting.pk)
        else:
            messages.success(request, _("Møtet er flyttet. De som sitter i teamet, har fått beskjed."))
            return redirect("meetings:read", meeting.pk)
    return render(request, "meetings/plan.html", {"team": meeting.team, "meeting": meeting, "form": form})


@login_required
@require_safe
def read(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The agenda, before and while the meeting is held; the minutes when they are approved, or with `?referat`."""
    meeting = meeting_or_404(request, meeting_id, Act.AGENDA_READ)
    user = signed_in_user(request)
    keeps = i_keep_minutes(meeting.team)
    if meeting.approved_at or (meeting.started_at and "referat" in request.GET):
        return document(request, meeting, keeps=keeps)
    if keeps and meeting.started_at:
        # Nobody leads an item from this page, so nothing may stay open for whoever comes in.
        curtains_down(meeting)
    rows = rows_of(meeting, user, leads=keeps)
    log.record(Act.AGENDA_READ, objects=about_somebody(rows))
    context = {
        "meeting": meeting,
        "team": meeting.team,
        "keeps": keeps,
        "chairs": keeps and i_chair(meeting.team_id),
        "rows": rows,
        "prepare": [row for row in rows if row.own],
        "next": next((row for row in rows if not row.is_written), None),
        "written": sum(row.is_written for row in rows),
        "attended": attendance_of(meeting) if meeting.started_at else None,
        "seats": [] if meeting.started_at else seated(meeting.team),
        "lost": texts_without_a_place(user, meeting, rows) if keeps else [],
    }
    return render(request, "meetings/read.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Say who is there, and begin; the same page when somebody comes or goes. Chair or secretary."""
    meeting = meeting_or_404(request, meeting_id, Act.MEETING_START)
    keeper_or_403(request, meeting.team, Act.MEETING_START)
    seats = seated(meeting.team)
    sent = request.POST if request.method == "POST" else None
    form = AttendanceForm(sent, seats=seats, initial={"present": _there(meeting, seats)})
    if meeting.approved_at:
        messages.info(request, APPROVED_ALREADY)
        return redirect("meetings:read", meeting.pk)
    if form.is_bound and form.is_valid():
        try:
            meeting_start(meeting, present=[Seat(pk=key) for key in form.seat_ids])
        except NothingThere:
            messages.info(request, APPROVED_ALREADY)
        else:
            messages.success(
                request,
                _("Lagret hvem som er her. Forhengene er nede igjen.")
                if meeting.started_at
                else _("Møtet er i gang."),
            )
        return redirect("meetings:read", meeting.pk)
    return render(request, "meetings/start.html", {"meeting": meeting, "team": meeting.team, "form": form})


def _there(meeting: Meeting, seats: list[Seated]) -> list[str]:
    """Who stands as present: everybody before it has begun, and after that those of whom it was said."""
    if not meeting.started_at:
        return [str(one.seat_id) for one in seats]
    return [
        str(key)
        for key in Attendance.objects.filter(meeting=meeting, present=True).values_list("seat", flat=True)
    ]
