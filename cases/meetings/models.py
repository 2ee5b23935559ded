"""The parts of a meeting as abstract models: when it is, who came, what was said, and what was added later."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.access.columns import ReadableManager
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User


class Held(models.Model):
    """A meeting: planned, begun, and at last approved, which locks its minutes; or called off before it has begun."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    starts_at = models.DateTimeField(_("når"))
    place = models.CharField(_("hvor"), max_length=500, blank=True)
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_why = models.CharField(_("hvorfor møtet er avlyst"), max_length=500, blank=True, db_default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Came(models.Model):
    """Whether somebody who belongs at the meeting was there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    present = models.BooleanField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Said(models.Model):
    """What a meeting said and decided about one thing, and who does what by when.

    `lifted_at`: when the leader confirmed that those who may not hear it have left, so that the curtain on the
    shared screen is up.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    held_on = models.DateField()
    summary = models.TextField(_("kort om drøftingen"), blank=True)
    advice = models.TextField(_("råd eller beslutning"), blank=True)
    responsible = AccountKey(User, models.PROTECT, null=True, related_name="+")
    responsible_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    deadline = models.DateField(_("frist"), null=True)
    informs = AccountKey(User, models.PROTECT, null=True, related_name="+")
    follow_up_on = models.DateField(_("tas opp igjen"), null=True)
    lifted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    written_by = AccountKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Added(models.Model):
    """An addition to what is locked. Nobody reads the column `signature`: a function gives it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.TextField(_("rettelse"))
    author = AccountKey(User, models.PROTECT, related_name="+")
    signature = models.CharField(max_length=500)
    added_at = models.DateTimeField()

    objects = ReadableManager["Added"]()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)
