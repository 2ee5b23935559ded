"""Meetings and their minutes, item by item. Approval locks them; what was wrong is corrected by an addition."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.meetings.models import Added, Came, Held, Said
from municipality.organisation.models import Team, Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User
from teams.discussions.models import AnonymousDiscussion
from teams.members.models import Seat
from teams.referrals.models import Referral
from teams.systemissues.models import SystemIssue


class Meeting(Held):
    """One meeting of a team.

    Its agenda is not stored: it is what waits for the team on that day, as each reader may see it.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="meetings")

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_meeting_at_a_time",
                fields=["team", "starts_at"],
                condition=Q(approved_at=None, cancelled_at=None),
            )
        ]


class Attendance(Came):
    """Which members of the team came to a meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_row_per_seat", fields=["meeting", "seat"])]


class MinutesItem(Said):
    """What one meeting said and decided about one item: a referral, an anonymous discussion or a systemsak.

    Seen by those who see that item; for a referral, outside the team once the meeting is approved. `held_on` is
    the day of the meeting, for those who do not see the meeting. `send_on`: a systemsak goes to the team above.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="minutes")
    discussion = models.ForeignKey(AnonymousDiscussion, models.PROTECT, null=True, related_name="minutes")
    issue = models.ForeignKey(SystemIssue, models.PROTECT, null=True, related_name="minutes")
    send_on = models.BooleanField(_("sendes til teamet over"), default=False)

    class Meta:
        ordering = ["written_at"]
        constraints = [
            models.CheckConstraint(
                name="minutes_are_about_one_thing",
                condition=Q(referral__isnull=False, discussion=None, issue=None)
                | Q(referral=None, discussion__isnull=False, issue=None)
                | Q(referral=None, discussion=None, issue__isnull=False),
            ),
            *(
                models.UniqueConstraint(name=f"one_minutes_per_{about}", fields=["meeting", about])
                for about in ("referral", "discussion", "issue")
            ),
        ]

    @property
    def case_id(self) -> uuid.UUID | None:
        """The case it is about; None of what is about no child."""
        return self.referral.case_id if self.referral else None


class Correction(Added):
    """An addition to minutes that are locked."""

    item = models.ForeignKey(MinutesItem, models.PROTECT, related_name="corrections")

    class Meta:
        base_manager_name = "objects"
        ordering = ["added_at"]


class TaskPurpose(models.TextChoices):
    DECISION = "decision", _("gjør det teamet bestemte")
    INFORM = "inform", _("fortell familien hva teamet kom fram til")


class Task(models.Model):
    """Made when the minutes are approved; done by the person responsible. Written by database verbs only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(MinutesItem, models.PROTECT, related_name="tasks")
    purpose = models.CharField(max_length=8, choices=TaskPurpose)
    user = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    deadline = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_text = models.TextField(_("hva som ble gjort"), blank=True)

    class Meta:
        ordering = ["deadline", "id"]
        constraints = [models.UniqueConstraint(name="one_task_for_each_purpose", fields=["item", "purpose"])]
        indexes = [
            models.Index(fields=["user"], name="open_task_by_person", condition=models.Q(done_at=None))
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def case_id(self) -> uuid.UUID | None:
        """The case it is about; None of what is about no child."""
        return self.item.case_id
