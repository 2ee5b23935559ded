"""A question to somebody about what was read: asked, answered and concluded once each, in words that stay."""

import uuid
from typing import Final

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from cases.deviations.models import Deviation
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User

LONGEST_TEXT: Final = 4000


class Outcome(models.TextChoices):
    IN_ORDER = "in_order", _("Det var i orden")
    NOT_IN_ORDER = "not_in_order", _("Det var ikke i orden")


class Question(models.Model):
    """About a pattern in what `reader` read for `unit`. `questions_told` tells three people each their part of it.

    `sent_text` is for the leader; `asked_text`, `answer` and `conclusion` are read by the person too. `deviation` is
    what came of it when it was not in order.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    pattern = models.CharField(max_length=16)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reader = AccountKey(User, models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    times = models.PositiveIntegerField()
    sent_by = AccountKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_text = models.TextField()
    asked_by = AccountKey(User, models.PROTECT, related_name="+", null=True)
    asked_at = models.DateTimeField(null=True)
    asked_text = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    concluded_by = AccountKey(User, models.PROTECT, related_name="+", null=True)
    concluded_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    conclusion = models.TextField(blank=True)
    deviation = models.ForeignKey(Deviation, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-sent_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class QuestionLog(models.Model):
    """A log that the question is about. Read by nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "case"], name="one_log_of_a_question")]

    def __str__(self) -> str:
        return str(self.pk)


class Advice(models.Model):
    """What the privacy officer advises; for the leader, never for the person who is asked. Read by nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    text = models.TextField()
    written_by = AccountKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
