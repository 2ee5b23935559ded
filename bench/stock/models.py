"""The case with what the list shows. Guardian's generic tables say who is named in it.

Guardian knows neither legal bases nor memberships: the list that keeps to the same rules asks these two tables as well.
"""

import uuid

from django.contrib.auth.models import User
from django.db import models


class Unit(models.Model):
    """Where the relay holder works."""

    name = models.CharField(max_length=120)

    class Meta:
        app_label = "stock"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody works in a unit."""

    user = models.ForeignKey(User, models.PROTECT)
    unit = models.ForeignKey(Unit, models.PROTECT)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    objects: models.Manager["Membership"] = models.Manager()

    class Meta:
        app_label = "stock"

    def __str__(self) -> str:
        return str(self.pk)


class Case(models.Model):
    """Keys, order and its index are the application's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=12, unique=True)
    subject_name = models.CharField(max_length=120)
    subject_birth_date = models.DateField()
    level = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    holder = models.ForeignKey(User, models.PROTECT, related_name="+")
    holder_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    objects: models.Manager["Case"] = models.Manager()

    class Meta:
        app_label = "stock"
        default_permissions = ("view", "change")
        permissions = [("receive_case", "Can receive the case for a unit")]
        indexes = [
            models.Index(
                models.F("closed_at").asc(nulls_first=True),
                models.F("opened_at").desc(),
                name="case_in_list_order",
            )
        ]

    def __str__(self) -> str:
        return self.number


class Basis(models.Model):
    """Why a unit, or one of the family, may read a case, and for how long."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True)
    user = models.ForeignKey(User, models.PROTECT, null=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: models.Manager["Basis"] = models.Manager()

    class Meta:
        app_label = "stock"
        indexes = [models.Index(fields=["case", "unit"], name="basis_of_case_and_unit")]

    def __str__(self) -> str:
        return str(self.pk)
