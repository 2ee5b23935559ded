"""Somebody else whom a note tells of must be told that it is written, or there is a reason not to (D16)."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.logs.models import Entry
from municipality.people.keys import AccountKey
from municipality.people.models import User


class Outcome(models.TextChoices):
    TOLD = "told", _("De har fått vite det")
    NOT_TOLD = "not_told", _("De får ikke vite det, etter en bestemmelse")
    EXEMPT = "exempt", _("Det trengs ikke, for de vet det alt")


class Provision(models.TextChoices):
    """Why somebody is not told; its words are `legal_reference(f"not_informed_{key}", day)`."""

    IMPOSSIBLE = "impossible", _("det er umulig, eller det ødelegger det vi skal gjøre")
    BY_LAW = "by_law", _("loven sier at vi skal hente inn opplysningene")
    SECRECY = "secrecy", _("vi har taushetsplikt om dem")
    EXEMPTED = (
        "exempted",
        _("loven gjør unntak, for eksempel for etterforskning eller helsen til den det gjelder"),
    )


class Informing(models.Model):
    """One note that tells of an adult's own affairs or of others; laid by the database with the note. Read by nobody.

    `outcome` is empty while it is a task: of its author, or of who has the leader's place when the author has gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    entry = models.OneToOneField(Entry, models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    happened_on = models.DateField(null=True)
    provision = models.CharField(max_length=12, choices=Provision, blank=True)
    text = models.TextField(blank=True)
    answered_by = AccountKey(User, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)
