"""Somebody who answers in the place of the parents, or of somebody of age: by a decision or a mandate (D2)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import Resident, User


class DeputyKind(models.TextChoices):
    """In which capacity. What each moves is a dated table (`sealed.deputy_rules`)."""

    CARE_ORDER = "care_order", _("barneverntjenesten, etter vedtak om omsorgsovertakelse")
    ACUTE = "acute", _("barneverntjenesten, etter akuttvedtak")
    MOVING_BAN = "moving_ban", _("barneverntjenesten, etter flytteforbud")
    FOSTER = "foster", _("fosterforeldre, ved siden av barneverntjenesten")
    INSTITUTION = "institution", _("institusjon, ved siden av barneverntjenesten")
    VERGE = "verge", _("verge for et barn")
    REPRESENTATIVE = "representative", _("representant for et barn som er alene her")
    VERGE_OF_ADULT = "verge_adult", _("verge for en voksen")


BY_BARNEVERN = (DeputyKind.CARE_ORDER, DeputyKind.ACUTE, DeputyKind.MOVING_BAN)
REPLACE_PARENTS = (
    *BY_BARNEVERN,
    DeputyKind.FOSTER,
    DeputyKind.INSTITUTION,
)  # as the rules of the database say


class Deputy(models.Model):
    """Who answers instead, from `starts` to `ends`, both days included; `ended_at` when it was over before.

    Belongs to a question, and to the log that is opened from it. Nobody reads the table: that it is a decision of
    barnevern is confidential in itself, so `deputies_told` tells most people only that somebody answers by a decision.
    `resident` is empty for a unit, and for a person whose number is not known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField(db_index=True, null=True)
    kind = models.CharField(max_length=16, choices=DeputyKind)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    ascertained = models.CharField(max_length=16)
    starts = models.DateField()
    ends = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    registered_by = AccountKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deputy_is_a_unit_or_a_person",
                condition=models.Q(unit__isnull=False, name="", kind__in=BY_BARNEVERN)
                | (models.Q(unit__isnull=True) & ~models.Q(name="") & ~models.Q(kind__in=BY_BARNEVERN)),
            ),
            models.CheckConstraint(
                name="mandate_ends_after_it_starts",
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
