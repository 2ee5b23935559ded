"""Agreements with families, and the legal bases that access rests on.

Cases are in a room above this one: `case_id` is a plain key here, and the foreign key is added by the cases' own
migration. Every table is under row security (`consents.sql`, and beside the cases `cases/consents`).
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.access.columns import ReadableManager
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import Resident, User


class HowGiven(models.TextChoices):
    """An oral consent is valid when it is minuted: the row says by whom, when and to whom."""

    CONVERSATION = "samtale", _("i en samtale")
    PHONE = "telefon", _("på telefon")
    PAPER = "papir", _("på papir")


class Consent(models.Model):
    """What a family was asked and answered at one time; the exact text they were shown is kept with it.

    `for_plan`: it is also a yes to an individuell plan.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField(db_index=True)
    how = models.CharField(max_length=12, choices=HowGiven)
    given_on = models.DateField()
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    form_version = models.CharField(max_length=20)
    form_text = models.TextField()
    for_plan = models.BooleanField(default=False)
    registered_by = AccountKey(User, models.PROTECT, related_name="+")
    registered_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    objects = ReadableManager["Consent"]()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(name="consent_to_a_plan", fields=["case_id"], condition=models.Q(for_plan=True))
        ]
        constraints = [
            models.CheckConstraint(
                name="consent_ends_after_it_starts", condition=models.Q(ends__gt=models.F("starts"))
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.TextChoices):
    YES = "yes", _("har sagt ja")
    NO = "no", _("har sagt nei")
    NOT_ASKED = "not_asked", _("er ikke spurt")


class Signature(models.Model):
    """What one person answered. A refusal is recorded too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey(Consent, models.CASCADE, related_name="signatures")
    resident = models.ForeignKey(Resident, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=Answer)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_answer_per_person", fields=["consent", "resident"])]

    def __str__(self) -> str:
        return self.answer


class BasisType(models.TextChoices):
    """What lets somebody read: what the family agreed to, or its own right (R7)."""

    CONSENT = "consent", _("samtykke")
    FAMILY = "family", _("familiens egen rett")


class BasisManager(ReadableManager["LegalBasis"]):
    def told(self) -> "models.QuerySet[LegalBasis]":
        """With `kinds_told`, the kinds of this basis that the current user may know of, and whether it is `alive`."""
        kinds = models.Func("pk", function="basis_kinds", output_field=ArrayField(models.TextField()))
        of = ("starts", "ends", "withdrawn_at")
        alive = models.Func(*of, function="basis_lives", output_field=models.BooleanField())
        return self.annotate(kinds_told=kinds, alive=alive)  # type: ignore[no-redef]  # named by the model

    def living(self) -> "models.QuerySet[LegalBasis]":
        """Those of told() that are alive."""
        return self.told().filter(alive=True)  # type: ignore[misc]  # annotated above


class LegalBasis(models.Model):
    """Why somebody may read one case, which kinds of information, and for how long.

    A consent gives one basis per unit; a family right belongs to one resident. `valid`, a column that only Postgres
    knows, is the period from `starts` to `ends` or the withdrawal, whichever is first; every grant carries a copy that
    Postgres keeps (`on update cascade`). What was agreed is never overwritten. Written by database verbs only.

    `kinds` is not read by the application: see `BasisManager.told`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField()
    basis_type = models.CharField(max_length=12, choices=BasisType)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="bases")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    kinds = ArrayField(models.TextField(choices=KindOfInformation))
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    kinds_told: list[str]  # only of rows that come by told(), as `alive`
    alive: bool

    objects = BasisManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                name="one_basis_per_consent_and_unit",
                fields=["consent", "unit"],
                condition=models.Q(basis_type=BasisType.CONSENT),
            ),
            models.CheckConstraint(
                name="basis_is_a_units_or_a_residents",
                condition=models.Q(
                    basis_type=BasisType.CONSENT,
                    consent__isnull=False,
                    unit__isnull=False,
                    resident__isnull=True,
                )
                | models.Q(
                    basis_type=BasisType.FAMILY,
                    consent__isnull=True,
                    unit__isnull=True,
                    resident__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.basis_type} {self.pk}"


class HowWithdrawn(models.TextChoices):
    SELF = "self", _("familien selv, her")
    ORAL = "oral", _("muntlig")
    WRITTEN = "written", _("skriftlig")
    OWN_UNIT = "own_unit", _("enheten gikk ut selv")


class Withdrawal(models.Model):
    """A consent was taken back: for one unit or all, for one kind of information or all. No reason is asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField(db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=KindOfInformation, blank=True)
    how = models.CharField(max_length=12, choices=HowWithdrawn)
    registered_by = AccountKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    objects = ReadableManager["Withdrawal"]()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-registered_at"]

    def __str__(self) -> str:
        return f"{self.how} {self.registered_at}"
