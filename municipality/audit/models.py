"""The access log (innsynslogg): who read or changed what, acting for which unit, on which basis. Never what it said."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.keys import AccountKey
from municipality.people.models import User


class Event(models.Model):
    """One page view or one act, with a row (`EventCase`) for each case that it showed or changed.

    Written only by the database function `event_write`; no role of the application can change or delete it.
    `objects_shown` (`thing:key`) are those that belong to no case. Keys are plain: the log outlives what it is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True)
    user = AccountKey(User, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=40, choices=Act)
    refused = models.BooleanField(default=False)
    objects_shown = ArrayField(models.CharField(max_length=60), default=list)
    request_id = models.CharField(max_length=36, blank=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["municipality", "-at"], name="event_by_municipality"),
            # When each account was last here, without reading what else it has done.
            models.Index(fields=["user", "-at"], name="event_sign_in", condition=models.Q(act=Act.SIGN_IN)),
        ]

    def __str__(self) -> str:
        return self.act


class EventCase(models.Model):
    """What one event showed or changed of one case, for which unit, and on which basis; none for a refused try.

    `case_number` is kept as it was; empty where there is no such case. `stood_in_for`: for which colleague the person
    read it as a stand-in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="cases")
    case_id = models.UUIDField()
    case_number = models.CharField(max_length=12, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    basis_id = models.UUIDField(null=True)
    basis_type = models.CharField(max_length=12, blank=True)
    stood_in_for = AccountKey(User, models.PROTECT, null=True, related_name="+")
    objects_shown = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        indexes = [
            models.Index(fields=["case_id"], name="event_by_case"),
            models.Index(fields=["case_number"], name="event_by_case_number"),
        ]

    def __str__(self) -> str:
        return self.case_number
