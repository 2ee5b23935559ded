"""Every model of the teams, room by room; Django looks for them here."""

from teams.discussions.models import AnonymousDiscussion
from teams.meetings.models import Attendance, Correction, Meeting, MinutesItem, Task
from teams.members.models import Seat
from teams.referrals.models import Referral
from teams.systemissues.models import SystemIssue

__all__ = [
    "AnonymousDiscussion",
    "Attendance",
    "Correction",
    "Meeting",
    "MinutesItem",
    "Referral",
    "Seat",
    "SystemIssue",
    "Task",
]
