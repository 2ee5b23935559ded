"""The relay log (stafettlogg) of one child: the case, who has parental responsibility, and what is written in it."""

import uuid
from collections.abc import Iterable

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.access.columns import ReadableManager
from municipality.access.verbs import instances
from municipality.organisation.kinds import KindOfInformation
from municipality.organisation.models import Municipality, Unit
from municipality.people.keys import AccountKey, HiddenTruth
from municipality.people.models import Resident, User


class AddressProtection(models.TextChoices):
    """The national register's protection of an address: fortrolig (formerly code 7), strengt fortrolig (code 6)."""

    NONE = "none", _("ingen adressesperre")
    CONFIDENTIAL = "fortrolig", _("fortrolig adresse")
    STRICT = "strengt_fortrolig", _("strengt fortrolig adresse")


class ClosingReason(models.TextChoices):
    WITHDRAWN = "withdrawn", _("samtykket er trukket")
    EXPIRED = "expired", _("samtykket er utløpt")


class Case(models.Model):
    """One log of one child. Row security shows it to those who are named, allowed and members, and to the family.

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
        """The case it belongs to, as every row about a case says it: for the access log."""
        return self.pk

    @property
    def first_name(self) -> str:
        return self.subject_name.split()[0]

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


class CaseHeadManager(models.Manager["CaseHead"]):
    def of(self, cases: Iterable[uuid.UUID]) -> "list[CaseHead]":
        """The heads of these cases, those of them that one sees, with their units; in no order.

        `filter(pk=…)` would have the database make the words of every head that one sees.
        """
        found = instances(CaseHead, "visible_case_heads", cases=list(cases))
        models.prefetch_related_objects(found, "holder_unit", "for_unit")
        return found

    def one(self, case_id: uuid.UUID) -> "CaseHead | None":
        """The head of one case, if one sees it."""
        return next(iter(self.of([case_id])), None)


class CaseHead(models.Model):
    """Saksopplysning uten innhold: what leaders, a unit's reception and a relay holder without access see of a case.

    A view over `visible_case_heads()`; with a protected address it names no unit and nobody who works there, and of a
    strictly protected case it shows the number only. `for_unit` is the unit one sees it for; `as_reception`,
    `as_leader`, `as_holder` say why.
    """

    case_id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=12)
    initials = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField(null=True)
    holder_name = models.CharField(max_length=120)
    holder_unit = models.ForeignKey(Unit, models.DO_NOTHING, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    for_unit = models.ForeignKey(Unit, models.DO_NOTHING, null=True, related_name="+")
    for_unit_name = models.CharField(max_length=120)
    as_reception = models.BooleanField()
    as_leader = models.BooleanField()
    as_holder = models.BooleanField()
    waits_for_reception = models.BooleanField()

    objects = CaseHeadManager()

    class Meta:
        managed = False
        db_table = "cases_casehead"

    def __str__(self) -> str:
        return self.number


class Relation(models.TextChoices):
    MOTHER = "mor", _("mor")
    FATHER = "far", _("far")
    OTHER = "annen", _("annen foresatt")


class Ascertained(models.TextChoices):
    """How the one who opened the log knows who has parental responsibility."""

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


class WithheldReason(models.TextChoices):
    """Reasons for which an entry may be kept from the family (forvaltningsloven's exceptions from insight)."""

    CHILD_AT_RISK = "child_at_risk", _("det kan være farlig for barnet at foreldrene leser det")
    TOLD_BY_CHILD = "told_by_child", _("barnet har fortalt det i fortrolighet")
    THIRD_PERSON = "third_person", _("det handler om en annen person")


class EntryRole(models.TextChoices):
    FIRST = "first", _("det vi er bekymret for")
    NOTE = "note", _("notat")
    EVALUATION = "evaluation", _("evaluering av et tiltak")


class Entry(models.Model):
    """A text in the log. `kind` says what it is about and so who may read it; `unit` is empty when the family wrote it.

    `signature` is the writer's name and unit as they were then. `kept_from_parents`: a young person of 12 to 16 asked
    for it. `version` counts changes; earlier texts are kept by a trigger.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    role = models.CharField(max_length=10, choices=EntryRole, default=EntryRole.NOTE)
    author = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    signature = models.CharField(max_length=250)
    kind = models.CharField(_("hva slags opplysninger"), max_length=20, choices=KindOfInformation)
    text = models.TextField(_("tekst"))
    written_at = models.DateTimeField()
    withheld_because = models.CharField(max_length=20, choices=WithheldReason, blank=True)
    kept_from_parents = HiddenTruth(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)

    objects = ReadableManager["Entry"]()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-written_at"]
        indexes = [models.Index(fields=["case", "-written_at"], name="entry_by_case")]
        constraints = [
            # Its index finds the first entry too: else the policy is asked of every entry before the role is compared.
            models.UniqueConstraint(
                name="one_first_entry", fields=["case"], condition=models.Q(role=EntryRole.FIRST)
            ),
            models.CheckConstraint(name="entry_role_known", condition=models.Q(role__in=EntryRole.values)),
            models.CheckConstraint(
                name="entry_kind_known", condition=models.Q(kind__in=KindOfInformation.values)
            ),
            models.CheckConstraint(
                name="entry_withheld_reason_known",
                condition=models.Q(withheld_because__in=["", *WithheldReason.values]),
            ),
            # The measure shows what was decided, and so that there is an evaluation.
            models.CheckConstraint(
                name="evaluation_is_read_by_the_family",
                condition=~models.Q(role=EntryRole.EVALUATION)
                | models.Q(withheld_because="", kept_from_parents=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class EntryVersion(models.Model):
    """What an entry said before a change; read by its author."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    text = models.TextField()
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.version}"
