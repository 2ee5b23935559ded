"""The access log (innsynslogg): who read or changed what, acting for which unit, on which basis. Never what it said."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from municipality.audit.acts import Act
from municipality.organisation.models import Municipality, Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User


class Event(models.Model):
    """One act. Written only by the database function `event_write`; no role of the application can change or delete it.

    `case_id`, `basis_id` and `objects` (`kind:uuid` of what was shown or changed) are plain keys: the log must
    outlive what it is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True)
    user = AccountKey(User, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=40, choices=Act)
    refused = models.BooleanField(default=False)
    case_id = models.UUIDField(null=True)
    basis_id = models.UUIDField(null=True)
    basis_kind = models.CharField(max_length=12, blank=True)
    objects_shown = ArrayField(models.CharField(max_length=60), default=list)
    request_id = models.CharField(max_length=36, blank=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["municipality", "-at"], name="event_by_municipality"),
            models.Index(fields=["case_id", "-at"], name="event_by_case"),
        ]

    def __str__(self) -> str:
        return self.act
