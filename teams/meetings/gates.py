"""The first line of every view of a meeting: not visible is 404, visible but not allowed is 403; both logged."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404

from municipality.access.columns import unread
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Team
from teams.discussions.models import AnonymousDiscussion
from teams.items.item import About, Item
from teams.meetings.models import Meeting, MinutesItem
from teams.members.selectors import i_chair, i_keep_minutes
from teams.referrals.models import Referral
from teams.referrals.selectors import told
from teams.systemissues.models import SystemIssue


def meeting_or_404(meeting_id: uuid.UUID, act: Act) -> Meeting:
    """The meeting, for those who sit in its team."""
    meeting = (
        Meeting.objects.select_related("team__municipality", "approved_by", "cancelled_by")
        .filter(pk=meeting_id)
        .first()
    )
    if meeting is None:
        access_log.refuse(act)
        raise Http404
    return meeting


def keeper_or_403(team: Team, act: Act) -> None:
    """Refuses everybody but chair and secretary."""
    if not i_keep_minutes(team):
        access_log.refuse(act)
        raise PermissionDenied


def chair_or_403(team: Team, act: Act) -> None:
    """Refuses everybody but the chair."""
    if not i_chair(team.pk):
        access_log.refuse(act)
        raise PermissionDenied


def item_on_the_table(team: Team, about: str, item_id: uuid.UUID) -> Item | None:
    """The open item on the team's table, as the current user may see it; None when it is not there for this person."""
    if about == About.REFERRAL:
        referrals = told(Referral.objects.select_related("case__municipality"), listed=True)
        return referrals.filter(pk=item_id, team=team, closed_at=None).first()
    if about == About.DISCUSSION:
        discussions = AnonymousDiscussion.objects.select_related("theme", "service", "unit")
        return discussions.filter(pk=item_id, team=team, answered_on=None).first()
    if about == About.ISSUE:
        issues = SystemIssue.objects.select_related("unit", "raised_in")
        return issues.filter(pk=item_id, team=team, closed_at=None).first()
    return None


def approved_minutes_or_404(meeting_id: uuid.UUID, item_id: uuid.UUID) -> MinutesItem:
    """Locked minutes of one item. Those who may read the item read them, also outside the team."""
    minutes = (
        MinutesItem.objects.select_related("referral__case", "discussion__theme", "issue")
        .defer(*unread(MinutesItem, "referral"))
        .filter(pk=item_id, meeting=meeting_id)
        .first()
    )
    # Minutes that are not approved are shown to those who see the meeting, and to nobody else.
    if minutes is None or Meeting.objects.filter(pk=meeting_id, approved_at=None).exists():
        access_log.refuse(Act.MINUTES_CORRECT)
        raise Http404
    return minutes
