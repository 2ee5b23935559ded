"""What adults say of their own affairs: who reads what is written about them."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User


class OwnHow(models.TextChoices):
    """How an adult said what is to be read of the own affairs, or took it back."""

    CONVERSATION = "samtale", _("i en samtale")
    PHONE = "telefon", _("på telefon")
    PAPER = "papir", _("på papir")
    SELF = "self", _("selv, her")
    ORAL = "oral", _("muntlig")
    WRITTEN = "written", _("skriftlig")


class OwnAnswer(models.Model):
    """What an adult said of the own affairs: which `units` read notes about them, and whether the young person does.

    Taking back is an answer too, with less in it. Every answer is kept; the last one that came after what is asked
    changed, counts. It opens nothing about the child.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked = models.ForeignKey("consent.Asked", models.CASCADE, related_name="own_answers")
    to_child = models.BooleanField()
    said_on = models.DateField()
    how = models.CharField(max_length=12, choices=OwnHow)
    registered_by = AccountKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ["registered_at"]

    def __str__(self) -> str:
        return str(self.pk)


class OwnAnswerUnit(models.Model):
    """One of the units that an own answer says yes to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    answer = models.ForeignKey(OwnAnswer, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="own_answer_names_a_unit_once", fields=["answer", "unit"])
        ]

    def __str__(self) -> str:
        return str(self.pk)
