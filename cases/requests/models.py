"""What somebody demands by right, what each unit answers, and that something hidden was looked at again."""

import uuid
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.organisation.models import Service, Unit
from municipality.organisation.municipality import Municipality
from municipality.people.keys import AccountKey, HiddenTruth
from municipality.people.models import User

LONGEST: Final = 4000
LONGEST_WAY: Final = 500


class Kind(models.TextChoices):
    INSIGHT = "insight", _("innsyn")
    CORRECTION = "correction", _("retting")
    OBJECTION = "objection", _("innsigelse")
    COMPLAINT = "complaint", _("klage")
    WHY = "why", _("spørsmål om hvorfor noen har lest")


class Came(models.TextChoices):
    """How it came: written here by who demands it, or written down by somebody of the services."""

    HERE = "here", _("skrevet her")
    ORALLY = "orally", _("muntlig")
    ON_PAPER = "on_paper", _("på papir")
    OUTSIDE = "outside", _("av en som ikke har noe her")


class Answer(models.TextChoices):
    """`CHANGED` and `SENT_ON` answer a complaint, the others everything else."""

    GIVEN = "given", _("ja")
    PARTLY = "partly", _("delvis")
    REFUSED = "refused", _("nei")
    CHANGED = "changed", _("svaret er endret")
    SENT_ON = "sent_on", _("klagen er sendt videre")


class Refusal(models.TextChoices):
    """By what it is refused, wholly or in part. The section of each is the reference `request_<refusal>`."""

    PARTY = "party", _("noe skal en part ikke få vite")
    CHILD_WELFARE = "child_welfare", _("innsyn kan skade barnet eller noen andre")
    HEALTH = "health", _("innsyn i journalen kan være farlig for noen")
    SECRET = "secret", _("noe er taushetsbelagt eller må holdes hemmelig")
    EXCESSIVE = "excessive", _("kravet er åpenbart grunnløst eller overdrevent")
    RIGHT = "right", _("opplysningen er riktig")
    RECORD = "record", _("journalen skal vise det som ble vurdert")
    COMPELLING = "compelling", _("tungtveiende grunner taler for å fortsette")


class FamilyRequest(models.Model):
    """Made by `made_by`, for itself or for `resident_id` of the log's family; outside without an account and a log.

    `case_id`, `entry_id` (the note to be corrected) and `part_id` (the answer that is complained of) are plain: this
    stays whatever becomes of them. `read_at` and `reader` are the reading that is asked about, `should_be` what should
    stand instead, and with `words_shown` it stands beside the note when that is refused.
    `contact` is how somebody without an account is reached.

    No login reads the tables of this room: functions answer, and verbs write.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    case_id = models.UUIDField(null=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    came = models.CharField(max_length=10, choices=Came)
    came_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = AccountKey(User, models.PROTECT, null=True, related_name="+")
    resident_id = models.UUIDField(null=True)
    text = models.TextField(max_length=LONGEST, blank=True)
    should_be = models.TextField(max_length=LONGEST, blank=True)
    words_shown = HiddenTruth(default=False)
    entry_id = models.UUIDField(null=True, editable=False)
    part_id = models.UUIDField(null=True, editable=False)
    read_at = models.DateTimeField(null=True)
    reader = AccountKey(User, models.PROTECT, null=True, related_name="+")
    contact = models.TextField(max_length=LONGEST_WAY, blank=True)

    class Meta:
        ordering = ["-made_at"]
        indexes = [
            models.Index(fields=["case_id"], name="request_by_case"),
            models.Index(
                fields=["entry_id"], name="request_by_entry", condition=models.Q(entry_id__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="request_outside_has_no_log_and_nobody",
                condition=models.Q(
                    came=Came.OUTSIDE, case_id=None, made_by=None, resident_id=None, kind=Kind.INSIGHT
                )
                | ~models.Q(came=Came.OUTSIDE)
                & models.Q(
                    case_id__isnull=False, made_by__isnull=False, resident_id__isnull=False, contact=""
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RequestPart(models.Model):
    """What one unit has to answer, or of an outsider's one service. Asked anew at each click whose it is.

    `addressee` is the note's author, who answers a correction while in the unit. The answer is written first
    (`answer` and what belongs to it) and stands when it is given (`answered_at`). `late_told_at`: who is above was told
    that it is late.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(FamilyRequest, models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    addressee = AccountKey(User, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    prolonged_because = models.TextField(max_length=1000, blank=True)
    prolonged_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    refusal = models.CharField(max_length=16, choices=Refusal, blank=True)
    reason = models.TextField(max_length=LONGEST, blank=True)
    handed = models.CharField(max_length=LONGEST_WAY, blank=True)
    sent_to = models.CharField(max_length=120, blank=True)
    answered_by = AccountKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["unit"], name="request_part_by_unit"),
            models.Index(
                fields=["due_on"], name="request_part_waiting", condition=models.Q(answered_at=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_unit_is_asked_once", fields=["request", "unit", "service"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="a_no_has_a_provision_and_a_reason",
                condition=~models.Q(answer__in=[Answer.PARTLY, Answer.REFUSED])
                | ~models.Q(refusal="") & ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="a_given_answer_says_something",
                condition=models.Q(answered_at=None) | ~models.Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class HiddenLook(models.Model):
    """That who keeps something hidden from the family has looked at it again, since somebody asked for insight.

    `thing` is it by `thing:key`. There is no row of who has not looked: that somebody should follows from what is
    there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thing = models.CharField(max_length=60)
    user = AccountKey(User, models.PROTECT, related_name="+")
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_look_for_each_person_and_thing", fields=["thing", "user"])
        ]

    def __str__(self) -> str:
        return self.thing
