"""One child's case: who it is about, who holds the baton, and who has parental responsibility."""

import uuid

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from municipality.access.columns import ReadableManager
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.keys import AccountKey
from municipality.people.models import Resident, User
from municipality.ui.words import Child


class AddressProtection(models.TextChoices):
    """The national register's protection of an address: fortrolig (formerly code 7), strengt fortrolig (code 6)."""

    NONE = "none", _("ingen adressesperre")
    CONFIDENTIAL = "fortrolig", _("fortrolig adresse")
    STRICT = "strengt_fortrolig", _("strengt fortrolig adresse")


class ClosingReason(models.TextChoices):
    WITHDRAWN = "withdrawn", _("samtykket er trukket")
    EXPIRED = "expired", _("samtykket er utløpt")
    DECLINED = "declined", _("familien sa nei da samtykket var utløpt")
    PREGNANCY = "pregnancy", _("svangerskapet er avsluttet")
    JOINED = "joined", _("slått sammen med en annen logg om barnet")


class Pregnancy(models.TextChoices):
    """Where the pregnancy stands of which a log is (D11)."""

    EXPECTING = "expecting", _("venter barn")
    BORN = "born", _("barnet er født")
    ENDED = "ended", _("svangerskapet er avsluttet")


class Case(models.Model):
    """One log of one child, or of a woman about her pregnancy (`expects`: the due date).

    Row security shows it to those who are named, allowed and members, and to the family.

    `holder` acting for `holder_unit` is the relay holder (stafettholder): there is always exactly one. The child's name
    is what this case calls the child; opened, closed and moved by database verbs only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=12)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    subject = models.ForeignKey(Resident, models.PROTECT, related_name="+")
    subject_name = models.CharField(max_length=120)
    subject_birth_date = models.DateField()
    address_protection = models.CharField(
        max_length=20, choices=AddressProtection, default=AddressProtection.NONE
    )
    level = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    holder = AccountKey(User, models.PROTECT, related_name="+")
    holder_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=12, choices=ClosingReason, blank=True)
    expects = models.DateField(null=True)
    pregnancy = models.CharField(max_length=10, choices=Pregnancy, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        default_permissions = ("view", "change")
        permissions = [("receive_case", "Can receive the case for a unit")]
        indexes = [
            models.Index(
                models.F("closed_at").asc(nulls_first=True),
                models.F("opened_at").desc(),
                name="case_in_list_order",
            )
        ]
        constraints = [
            models.UniqueConstraint(name="one_case_per_number", fields=["municipality", "number"]),
            models.CheckConstraint(name="level_is_0_to_3", condition=models.Q(level__gte=0, level__lte=3)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def case_id(self) -> uuid.UUID:
        """The case, under the name that every row about a case has for it: for the access log."""
        return self.pk

    @property
    def first_name(self) -> str:
        return self.subject_name.split()[0]

    @property
    def child(self) -> Child:
        return Child(self.subject_name, self.subject_birth_date)

    @property
    def whom(self) -> str:
        """«Emma Eksempel, 9 år», or «Mona Eksempel, 28 år, venter barn»."""
        whom = self.child.whom
        return _now("%(whom)s, venter barn") % {"whom": whom} if self.is_expecting else whom

    @property
    def is_expecting(self) -> bool:
        return self.pregnancy == Pregnancy.EXPECTING

    @property
    def is_protected(self) -> bool:
        return self.address_protection != AddressProtection.NONE


class CaseOpening(models.Model):
    """Who opened a log, and for which unit.

    Apart from the case, since it is read by fewer: barnevern may have opened it.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="opening")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    opened_by = AccountKey(User, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class Relation(models.TextChoices):
    MOTHER = "mor", _("mor")
    FATHER = "far", _("far")
    OTHER = "annen", _("annen foresatt")


class Ascertained(models.TextChoices):
    """How the opener of the log knows who has parental responsibility."""

    REGISTER = "folkeregisteret", _("Folkeregisteret")
    DOCUMENT = "dokument", _("dokument jeg har sett")
    TOLD = "opplyst", _("opplyst av familien")


class ParentalResponsibility(models.Model):
    """Whether one parent has parental responsibility (foreldreansvar) for the child of one case; how that is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Resident, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=8, choices=Relation)
    has_responsibility = models.BooleanField()
    ascertained = models.CharField(max_length=16, choices=Ascertained)
    registered_by = AccountKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    objects = ReadableManager["ParentalResponsibility"]()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(name="one_row_per_parent", fields=["case", "parent"])]

    def __str__(self) -> str:
        return f"{self.relation} {self.pk}"


class KeptOutBecause(models.TextChoices):
    """Why a leader or a colleague is kept out: they are part of it themselves (D6)."""

    KIN = "kin", _("det er hans eller hennes barn eller slektning")
    SUBJECT = "subject", _("det handler om ham eller henne")
    OTHER = "other", _("noe annet")
    FAMILY = "family", _("familien har bedt om det")


class KeptOut(models.Model):
    """Somebody of the services who must not learn of this, from `kept_at` until `lifted_at`.

    If it is a leader, others get what leaders get (D6).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = AccountKey(User, models.PROTECT, related_name="+")
    because = models.CharField(max_length=8, choices=KeptOutBecause)
    kept_by = AccountKey(User, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = AccountKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class CaseKeptOut(KeptOut):
    """Kept out of a case, by its relay holder. Never named in it, and told of nothing."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")

    objects = ReadableManager["CaseKeptOut"]()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                name="kept_out_of_a_case_once",
                fields=["case", "user"],
                condition=models.Q(lifted_at=None),
            )
        ]
