"""What is left when something was written on the wrong child: a deviation, and never what it said."""

import uuid
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey, HiddenTruth
from municipality.people.models import User

LONGEST_NOTE: Final = 4000


class DeviationAbout(models.TextChoices):
    NOTE = "note", _("et notat i en stafettlogg")
    CONCERN = "concern", _("en undring")


class Deviation(models.Model):
    """Something stood on the wrong child until `moved_at`; read by the privacy officer of the unit's municipality.

    `numbers_from` are the logs in which it could be read, `number_to` where it went: empty for an undring. Who had seen
    it is in the access log (`deviation_seen`). `closed_at`: the privacy officer has done what was to be done.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    about = models.CharField(max_length=8, choices=DeviationAbout)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    author = AccountKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    numbers_from = ArrayField(models.CharField(max_length=12))
    number_to = models.CharField(max_length=12, blank=True)
    concern_id = models.UUIDField(null=True, editable=False)
    mails_sent = models.PositiveIntegerField()
    moved_by = AccountKey(User, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()
    discovered_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-moved_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_of_a_note(self) -> bool:
        return self.about == DeviationAbout.NOTE


class DeviationNote(models.Model):
    """What the privacy officer has done about it. Each note stays; the last one says whether it is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    deviation = models.ForeignKey(Deviation, models.CASCADE, related_name="notes")
    text = models.TextField()
    closes = models.BooleanField()
    written_by = AccountKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class MovedNote(models.Model):
    """In which log a note stood, by the key it had there, and who of the family could read it: nobody else is told of
    events about it (D8). Read by nobody; of what it said nothing is here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    deviation = models.ForeignKey(Deviation, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    entry_id = models.UUIDField(unique=True)
    author = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=20, blank=True)
    withheld_because = models.CharField(max_length=20, blank=True)
    kept_from_parents = HiddenTruth(default=False)
    about_id = models.UUIDField(null=True)
    about_other = HiddenTruth(default=False)
    released_to_parents = HiddenTruth(default=False)

    def __str__(self) -> str:
        return str(self.pk)
