"""The anonymous discussion: a record type of its own.

It holds no key, hash, text or reference to a person, case or user, and no time of day. Of the asker it keeps the
unit only, or only the service if the unit is small. The answer is fetched with a claim code that nobody else has.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.work.models import Arena
from municipality.organisation.models import Service, Team, Theme, Unit


class AgeBand(models.TextChoices):
    """Wide enough to fit many children."""

    UNTIL_2 = "0-2", _("0–2 år")
    UNTIL_5 = "3-5", _("3–5 år")
    UNTIL_9 = "6-9", _("6–9 år")
    UNTIL_12 = "10-12", _("10–12 år")
    UNTIL_15 = "13-15", _("13–15 år")
    UNTIL_18 = "16-18", _("16–18 år")


class AnonymousDiscussion(models.Model):
    """`claim` is the SHA-256 of a random code that was shown once, and says nothing about who asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="discussions")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    age_band = models.CharField(_("alder"), max_length=5, choices=AgeBand)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("tema"))
    arena = models.CharField(_("hvor"), max_length=12, choices=Arena)
    tried = models.TextField(_("hva som er prøvd"), blank=True)
    question = models.TextField(_("hva dere vil ha råd om"))
    asked_on = models.DateField()
    claim = models.CharField(max_length=64, unique=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["asked_on", "id"]

    def __str__(self) -> str:
        return str(self.pk)
