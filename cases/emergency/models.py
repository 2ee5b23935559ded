"""That somebody has opened a log in an emergency: for 24 hours, and told to others at once."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from cases.logs.models import WithheldReason
from municipality.organisation.choices import Source
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User


class Emergency(models.Model):
    """`user`, who worked for `unit`, reads what the `sources` know from `opened_at` to `ends_at`, or to `ended_at`.

    No grant: nobody reads this table, and `emergency.sql` says at every click whether it still opens anything. The
    family is told at `told_at`; until then `later_because` is why not, and `review_on` the day to look at it again.
    `reviewed_at`: who has the leader's place of the unit has gone through it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    user = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    sources = ArrayField(models.CharField(max_length=20, choices=Source))
    reason = models.CharField(_("hvorfor"), max_length=500)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    later_because = models.CharField(max_length=20, choices=WithheldReason, blank=True)
    review_on = models.DateField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = AccountKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                name="emergency_is_told_or_told_later_for_a_reason",
                condition=models.Q(told_at__isnull=False, later_because="", review_on=None)
                | models.Q(told_at=None, later_because__in=WithheldReason.values, review_on__isnull=False),
            ),
            models.CheckConstraint(
                name="emergency_has_a_source",
                condition=models.Q(sources__len__gt=0) & models.Q(sources__contained_by=Source.values),
            ),
            models.CheckConstraint(
                name="emergency_says_why",
                condition=~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
