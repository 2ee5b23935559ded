"""A referral (henvisning): one case, by name, on the table of one team."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from municipality.access.columns import ReadableManager
from municipality.organisation.choices import KindOfInformation, Source
from municipality.organisation.models import Team, Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User


class Wish(models.TextChoices):
    """Why a case is brought to a team."""

    TRIED = "tried", _("vi har prøvd, og det har ikke hjulpet nok")
    ADVICE = "advice", _("vi vil ha råd tidlig")
    HELP = "help", _("vi trenger hjelp fra flere tjenester")


class Referral(models.Model):
    """Every service in the room has a living basis of the case for `kind`, or is left out of this item.

    `left_out` holds keys of units: their people find nothing of the referral or about it. Sending it
    names the others who sit in the team (`view_case`) until it is closed. Written by database verbs only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="referrals")
    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    wish = models.CharField(_("hvorfor"), max_length=8, choices=Wish)
    question = models.TextField(_("hva dere vil ha svar på"))
    kind = models.CharField(_("hva slags opplysninger"), max_length=20, choices=KindOfInformation)
    source = models.CharField(max_length=20, choices=Source)
    urgent = models.BooleanField(_("det haster"), default=False)
    left_out = ArrayField(models.BigIntegerField(), default=list)
    author = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    signature = models.CharField(max_length=500)
    sent_at = models.DateTimeField()
    follow_up_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = ReadableManager["Referral"]()

    class Meta:
        base_manager_name = "objects"
        ordering = ["sent_at"]

    def __str__(self) -> str:
        return str(self.pk)
