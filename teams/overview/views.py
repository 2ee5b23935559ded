"""The reader's teams, and what waits on the table of one of them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.organisation.models import Team
from municipality.people.models import AccountType
from municipality.people.request import SignedInRequest, signed_in
from municipality.people.workplace import workplace_of
from teams.meetings.agenda import agenda_of
from teams.meetings.models import Meeting
from teams.meetings.selectors import (
    EARLIER,
    called_off,
    earlier_meetings,
    next_meeting,
    planned,
    unapproved_meetings,
)
from teams.members.gates import seat_or_403
from teams.members.models import Seat, SeatRole
from teams.members.selectors import i_keep_minutes, manned_teams, my_teams, seated, teams_without_leader
from teams.systemissues.models import SystemIssue


@signed_in
@require_safe
def list_teams(request: SignedInRequest) -> HttpResponse:
    """The reader's teams, and for anybody who works here the ways to ask a team; for the administrator all teams."""
    user = request.user
    if user.account_type == AccountType.ADMINISTRATOR:
        teams = Team.objects.in_use().filter(municipality=user.municipality_id)
        seats = Seat.objects.filter(ends_at=None, team__in=teams).values_list("team", flat=True)
        taken = list(seats)
        leaderless = {one.team_id for one in teams_without_leader()}
        rows = [
            (team, taken.count(team.pk), team.pk in leaderless) for team in teams.select_related("district")
        ]
        return render(request, "overview/all.html", {"rows": rows})
    place = workplace_of(request)
    if not place.units:
        access_log.refuse(Act.AGENDA_READ)
        raise PermissionDenied
    mine = list(my_teams())
    # Of a systemsak: such notices have no key, and lead here.
    notices_seen(NoticeType.REFERRAL_SENT, NoticeType.MEETING_CANCELLED, case_id=None, meeting_id=None)
    ahead = planned(Meeting.objects.filter(team__in=mine)).order_by("-starts_at")
    nearest = {meeting.team_id: meeting for meeting in ahead}
    context = {
        "rows": [(team, nearest.get(team.pk)) for team in mine],
        "others": [team for team in manned_teams(place.units[0].municipality) if team not in mine],
        "raised": SystemIssue.objects.filter(author=user).select_related("team").order_by("-raised_at"),
    }
    return render(request, "overview/list.html", context)


@signed_in
@require_safe
def team(request: SignedInRequest, team_id: int) -> HttpResponse:
    """When the team meets next, what waits on its table, and what it has said before. For those who sit in it."""
    found = seat_or_403(request, team_id, Act.AGENDA_READ)
    agenda = agenda_of(found, timezone.localdate())
    access_log.record_list(Act.AGENDA_READ, [one.referral for one in agenda if one.referral])
    people = seated(found)
    context = {
        "team": found,
        "leads": any(one.user_id == request.user.pk and one.role == SeatRole.CHAIR for one in people),
        "keeps_minutes": i_keep_minutes(found),
        "next": next_meeting(found),
        "called_off": called_off(found),
        "unapproved": unapproved_meetings(found),
        "agenda": agenda,
        "earlier": earlier_meetings(found)[:EARLIER],
        "seated": people,
    }
    return render(request, "overview/team.html", context)
