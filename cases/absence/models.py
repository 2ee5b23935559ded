"""Who is away, and who stands in. What a stand-in reads is written as grants (`stand_ins.sql`)."""

import uuid
from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.utils import timezone

from municipality.people.keys import AccountKey
from municipality.people.models import User


class Absence(models.Model):
    """`user` is away in whole days, kept as moments: from the first midnight to the one after the last day.

    `stand_in` takes part in the logs of `user` meanwhile, in the `units` that whoever chose it may choose for: all of
    one's own, or those that a leader leads. `ended_at`: when it was ended before its last day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = AccountKey(User, models.PROTECT, related_name="absences")
    during = DateTimeRangeField()
    stand_in = AccountKey(User, models.PROTECT, null=True, related_name="+")
    units = ArrayField(models.BigIntegerField())
    chosen_by = AccountKey(User, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["during", "pk"]
        indexes = [
            models.Index(fields=["user"], name="open_absence_of", condition=models.Q(ended_at=None)),
            models.Index(
                fields=["stand_in"], name="open_absence_by_stand_in", condition=models.Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def first(self) -> date:
        return timezone.localdate(self.during.lower)

    @property
    def last(self) -> date:
        return timezone.localdate(self.during.upper) - timedelta(days=1)

    @property
    def has_begun(self) -> bool:
        return self.first <= timezone.localdate()
