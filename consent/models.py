"""Agreements with families, and the legal bases that access rests on.

Cases are above: `case_id` is a plain key here. Every table is under row security (`consents.sql`, `cases/consents`).
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from consent.deputies import Deputy
from consent.exclusion import Exclusion, FactKnown  # noqa: F401 - models of this app
from consent.form_edition import FormEdition  # noqa: F401 - a model of this app
from consent.join_answers import JoinAnswer  # noqa: F401 - a table of this app
from consent.own_answers import OwnAnswer  # noqa: F401 - a table of this app
from consent.readings import Reading
from municipality.access.columns import ReadableManager
from municipality.organisation.choices import Area, KindOfInformation
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import Resident, User


class ConsentState(models.TextChoices):
    """Where a consent stands. Expiring and expired are not stored: they follow from `ends`.

    Which state can follow which is said once, by `sealed.consent_may_move` (consents.sql).
    """

    DRAFT = "draft", _("under arbeid")
    WAITING = "waiting", _("venter på svar")
    DECLINED = "declined", _("familien har sagt nei")
    IN_FORCE = "in_force", _("gjelder")
    REPLACED = "replaced", _("erstattet av et nyere")
    WITHDRAWN = "withdrawn", _("trukket")


class Consent(models.Model):
    """What a family is asked, and what it has agreed to when it is in force.

    It begins with an undring (`concern_id`) or in a log (`case_id`); once the log is open it has both. What is asked
    is in `shares` and `ends`; whom, in `people`; what they said, in their replies. A reply counts when it was given
    after what is asked changed last (`changed_at`). What the family was read is in `readings`. `ends` is the first
    moment at which nothing of it holds, or would. `for_plan`: also a yes to an individuell plan.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField(db_index=True, null=True)
    concern_id = models.UUIDField(db_index=True, null=True)
    state = models.CharField(max_length=10, choices=ConsentState, default=ConsentState.DRAFT)
    purpose = models.TextField(blank=True)
    starts = models.DateTimeField(null=True)
    ends = models.DateTimeField(null=True)
    for_plan = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
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
            ),
            models.CheckConstraint(
                name="consent_is_about_an_undring_or_a_log",
                condition=models.Q(case_id__isnull=False) | models.Q(concern_id__isnull=False),
            ),
            models.CheckConstraint(
                name="consent_that_held_is_whole",
                condition=models.Q(state__in=["draft", "waiting", "declined"])
                | models.Q(case_id__isnull=False, starts__isnull=False, ends__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_open_question_for_an_undring",
                fields=["concern_id"],
                condition=models.Q(state__in=["draft", "waiting"], case_id=None),
            ),
            models.UniqueConstraint(
                name="one_open_question_in_a_log",
                fields=["case_id", "registered_by"],
                condition=models.Q(state__in=["draft", "waiting"]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Role(models.TextChoices):
    """As what somebody is asked."""

    SUBJECT = "subject", _("den det gjelder")
    PARENT = "parent", _("foresatt")
    DEPUTY = "deputy", _("den som svarer etter vedtak")


class Asked(models.Model):
    """One person of whom an answer is wanted, or who is named without one: a parent without responsibility.

    `resident` is empty until a log is open. `number_sealed` is the number as it was typed, encrypted; it goes when the
    family says no (D16), and when the log opens. `birth_date`: of a woman who expects a child, until the log opens.
    `known_as`, until then: of a mother whose log says that the child is born.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey(Consent, models.CASCADE, related_name="people")
    role = models.CharField(max_length=8, choices=Role)
    place = models.PositiveSmallIntegerField()
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=8, blank=True)
    has_responsibility = models.BooleanField(null=True)
    ascertained = models.CharField(max_length=16, blank=True)
    protection = models.CharField(max_length=20, blank=True)
    number_sealed = models.BinaryField(null=True)
    number_begins = models.CharField(max_length=6, blank=True)
    deputy = models.ForeignKey(Deputy, models.PROTECT, null=True, related_name="+")
    birth_date = models.DateField(null=True)
    known_as = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")

    objects = ReadableManager["Asked"]()

    class Meta:
        base_manager_name = "objects"
        ordering = ["place"]
        constraints = [models.UniqueConstraint(name="asked_once", fields=["consent", "resident"])]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.TextChoices):
    """What somebody answered. Only a yes is a yes: not reached and not asked are two answers of their own (D2)."""

    YES = "yes", _("har sagt ja")
    NO = "no", _("har sagt nei")
    NOT_YET = "not_yet", _("vil tenke på det")
    NOT_REACHED = "not_reached", _("er ikke nådd")
    NOT_ASKED = "not_asked", _("er ikke spurt")


class HowGiven(models.TextChoices):
    """An oral consent is valid when it is minuted: the row says by whom, when and to whom."""

    CONVERSATION = "samtale", _("i en samtale")
    PHONE = "telefon", _("på telefon")
    PAPER = "papir", _("på papir")
    SCREEN = "skjerm", _("selv, på skjermen")


class Reply(models.Model):
    """What one person said, on one day, in which `words`. Every answer is kept; the last one that counts, counts.

    `reading`: on which it was given; none of somebody who was not reached.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked = models.ForeignKey(Asked, models.CASCADE, related_name="replies")
    answer = models.CharField(max_length=12, choices=Answer)
    said_on = models.DateField()
    how = models.CharField(max_length=12, choices=HowGiven)
    words = models.TextField(blank=True)
    reading = models.ForeignKey(Reading, models.PROTECT, null=True, related_name="+")
    registered_by = AccountKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    objects = ReadableManager["Reply"]()

    class Meta:
        base_manager_name = "objects"
        ordering = ["registered_at"]

    def __str__(self) -> str:
        return self.answer


class Share(models.Model):
    """What the family is asked to let one unit read; in the order in which it was written down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey(Consent, models.CASCADE, related_name="shares")
    place = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kinds = ArrayField(models.TextField(choices=KindOfInformation))

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(name="one_share_per_unit", fields=["consent", "unit"])]

    def __str__(self) -> str:
        return str(self.pk)


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

    A consent gives each unit a basis for the sources on which those who answer have said yes, until they no longer
    answer; what lasts longer is a basis of its own (D2, D3). A family right belongs to one resident. `valid`, which
    only Postgres knows, is the period; every grant carries a copy. `adults`: whose own affairs it gives (keys of
    `ParentalResponsibility`). Written by verbs only. What may be known: `BasisManager.told`, `own_affairs`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField()
    basis_type = models.CharField(max_length=12, choices=BasisType)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="bases")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    kinds = ArrayField(models.TextField(choices=KindOfInformation))
    sources = ArrayField(models.TextField(choices=Area))
    adults = ArrayField(models.UUIDField(), default=list, db_default=[])
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    kinds_told: list[str]  # only of rows that come by told(), as `alive`
    alive: bool

    objects = BasisManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
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
