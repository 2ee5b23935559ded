"""What a family says to being joined with a log of the child that there may be already."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from consent.deputies import Deputy
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import Resident, User


class JoinSays(models.TextChoices):
    """Not answered is no yes, and has no row."""

    YES = "yes", _("ja")
    NO = "no", _("nei")


class JoinHow(models.TextChoices):
    """How it was said, or taken back."""

    CONVERSATION = "samtale", _("i en samtale")
    PHONE = "telefon", _("på telefon")
    PAPER = "papir", _("på papir")
    SCREEN = "skjerm", _("selv, på skjermen")
    SELF = "self", _("selv, her")


class JoinAnswer(models.Model):
    """What one who answers said: `asked` in a question, or in a log (`case_id`) as `resident` or `deputy`.

    Every answer is kept; the newest counts. It opens nothing by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked = models.ForeignKey("consent.Asked", models.CASCADE, null=True, related_name="+")
    case_id = models.UUIDField(db_index=True, null=True)
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    deputy = models.ForeignKey(Deputy, models.PROTECT, null=True, related_name="+")
    says = models.CharField(max_length=3, choices=JoinSays)
    said_on = models.DateField()
    how = models.CharField(max_length=12, choices=JoinHow)
    registered_by = AccountKey(User, models.PROTECT, related_name="+")
    registered_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ["registered_at"]
        constraints = [
            models.CheckConstraint(
                name="join_answer_is_somebodys",
                condition=models.Q(asked__isnull=False, case_id=None, resident=None, deputy=None)
                | models.Q(asked=None, case_id__isnull=False, resident__isnull=False, deputy=None)
                | models.Q(asked=None, case_id__isnull=False, resident=None, deputy__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
