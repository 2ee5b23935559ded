"""That somebody has reported to barnevern: for the one who did, and for nobody else (R9, D9)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.logs.models import WithheldReason
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey, HiddenTruth
from municipality.people.models import User
from municipality.ui.words import Child


class Report(models.Model):
    """A note of the one who reported (barnevernsloven § 13-2), and never the report itself, which is sent elsewhere.

    Read by `author` while in `unit`; by the unit's leader when `leader_reads` and the municipality says why it shall.
    It stands beside the undring or the log that led to it (`concern_id`, `case_id`: plain, since nothing points back),
    and goes on when that is gone. `sent_to` is whom it was sent to, `receipt` what they gave for it, `answered_on` when
    they said that they have it.

    `told_on` is when the family was told. Without `hidden_because` it stands in their log then, by day and unit; with
    it nobody of the family sees it, and whether that is still so is looked at on `review_on`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    author = AccountKey(User, models.PROTECT, related_name="+")
    concern_id = models.UUIDField(null=True, editable=False)
    case_id = models.UUIDField(null=True, editable=False)
    child_name = models.CharField(_("barnets navn"), max_length=120)
    birth_date = models.DateField(_("født"), null=True)
    due_date = models.DateField(_("termin"), null=True)
    sent_on = models.DateField(_("meldt"))
    sent_to = models.CharField(_("meldt til"), max_length=120)
    receipt = models.CharField(_("kvittering"), max_length=120, blank=True)
    answered_on = models.DateField(_("svart"), null=True)
    told_on = models.DateField(_("familien fikk vite det"), null=True)
    hidden_because = models.CharField(max_length=20, choices=WithheldReason, blank=True)
    review_on = models.DateField(_("vurderes på nytt"), null=True)
    leader_reads = HiddenTruth(default=False, db_default=False)
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-sent_on", "-registered_at"]
        indexes = [models.Index(fields=["case_id"], name="report_by_case")]
        constraints = [
            models.CheckConstraint(
                name="report_is_hidden_for_a_reason_and_a_while",
                condition=models.Q(told_on__isnull=False, hidden_because="", review_on=None)
                | models.Q(hidden_because__in=WithheldReason.values, review_on__isnull=False),
            ),
            models.CheckConstraint(
                name="report_is_of_a_child_born_or_expected",
                condition=models.Q(birth_date=None) | models.Q(due_date=None),
            ),
            models.CheckConstraint(
                name="report_comes_of_an_undring_or_a_log",
                condition=models.Q(concern_id=None) | models.Q(case_id=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def whom(self) -> str:
        """«Emma Eksempel, 9 år», or the name alone."""
        child = Child(self.child_name, self.birth_date, self.due_date)
        return child.whom if child.age else child.name
