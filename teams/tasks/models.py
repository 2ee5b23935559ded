"""Tasks: what an approved decision asks somebody to do. Read while one may read the decision."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User
from teams.meetings.models import MinutesItem


class TaskKind(models.TextChoices):
    DECISION = "decision", _("gjør det teamet bestemte")
    INFORM = "inform", _("fortell familien hva teamet kom fram til")


class Task(models.Model):
    """Made when the minutes are approved; done by the one who is responsible. Written by database verbs only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(MinutesItem, models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=8, choices=TaskKind)
    user = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    deadline = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_text = models.TextField(_("hva som ble gjort"), blank=True)

    class Meta:
        ordering = ["deadline", "id"]
        constraints = [models.UniqueConstraint(name="one_task_of_a_kind", fields=["item", "kind"])]
        indexes = [
            models.Index(fields=["user"], name="open_task_by_person", condition=models.Q(done_at=None))
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def case_id(self) -> uuid.UUID | None:
        """The case it is about; None of what is about no child."""
        return self.item.case_id
