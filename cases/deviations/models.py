"""A deviation (avvik): something stood on the wrong child, was read without right, or else went wrong."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User

LONGEST_NOTE: Final = 4000
HOURS: Final = 72  # within which Datatilsynet is told (GDPR 33)


class DeviationAbout(models.TextChoices):
    NOTE = "note", _("et notat i en stafettlogg, på feil barn")
    CONCERN = "concern", _("en undring på feil barn")
    READING = "reading", _("lest uten å ha lov til det")
    OTHER = "other", _("meldt av en fagperson")


class Deviation(models.Model):
    """What went wrong, read by the privacy officer of the unit's municipality; never what a note said.

    `author` wrote what stood on the wrong child, or read without right; of what somebody has reported nobody.
    `numbers_from` are the logs that it is about, `number_to` where a note went. `happened` is told by whoever
    registered it, who reads the own. `authority_at`, `concerned_at`: since when it is answered whether Datatilsynet,
    and those concerned, are told. `told`: what the family of a log that was read was told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    about = models.CharField(max_length=8, choices=DeviationAbout)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    author = AccountKey(User, models.PROTECT, related_name="+", null=True)
    written_at = models.DateTimeField(null=True)
    numbers_from = ArrayField(models.CharField(max_length=12))
    number_to = models.CharField(max_length=12, blank=True)
    concern_id = models.UUIDField(null=True, editable=False)
    mails_sent = models.PositiveIntegerField(default=0)
    happened = models.TextField(blank=True)
    registered_by = AccountKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    discovered_at = models.DateTimeField()
    authority_at = models.DateTimeField(null=True)
    concerned_at = models.DateTimeField(null=True)
    told = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-registered_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_moved(self) -> bool:
        """Whether it stood on the wrong child."""
        return self.about in {DeviationAbout.NOTE, DeviationAbout.CONCERN}

    @property
    def is_a_reading(self) -> bool:
        return self.about == DeviationAbout.READING

    @property
    def due_at(self) -> datetime:
        return self.discovered_at + timedelta(hours=HOURS)


class DeviationLog(models.Model):
    """A log that was read without right, and between which moments. Read by nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    deviation = models.ForeignKey(Deviation, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deviation", "case"], name="one_log_of_a_deviation")]

    def __str__(self) -> str:
        return str(self.pk)


class NoteKind(models.TextChoices):
    DONE = "done", _("Noe annet er gjort")
    AUTHORITY = "authority", _("Datatilsynet har fått melding")
    AUTHORITY_NOT = "authority_not", _("Datatilsynet trenger ikke melding")
    CONCERNED = "concerned", _("De det gjelder, har fått vite det")
    CONCERNED_NOT = "concerned_not", _("De det gjelder, trenger ikke få vite det")


class DeviationNote(models.Model):
    """What the privacy officer has done or decided. Each note stays; the last one says whether it is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    deviation = models.ForeignKey(Deviation, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=16, choices=NoteKind)
    text = models.TextField()
    happened_on = models.DateField(null=True)
    closes = models.BooleanField()
    written_by = AccountKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
