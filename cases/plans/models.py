"""The individuell plan of one log. Its goals, measures and participants are the log's own rows: nothing is copied.

Legal frame: helse- og omsorgstjenesteloven § 7-1 and the regulation of 22 June 2022. It rests on a consent that says
so (`Consent.for_plan`) to a unit that coordinates plans; while none is in force the services neither read
nor work on it. Every table is under row security and written by verbs (the SQL beside it).
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from municipality.access.columns import ReadableManager
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey, HiddenTruth
from municipality.people.models import User


class IndividualPlan(models.Model):
    """One plan for one person. `coordinator` acts for `coordinator_unit`, a unit that coordinates plans.

    `coordinator_name` is what the person was called when named: the family sees no accounts of staff.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="plan")
    coordinator = AccountKey(User, models.PROTECT, related_name="+")
    coordinator_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    coordinator_name = models.CharField(max_length=120)
    started_by = AccountKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    revise_on = models.DateField(_("gå gjennom innen"))
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)

    objects = ReadableManager["IndividualPlan"]()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return str(self.pk)


class FamilySay(models.TextChoices):
    """What the person and the family said about who coordinates: they have a say (§ 7-2)."""

    CHOSE = "chose", _("de har ønsket denne koordinatoren")
    AGREED = "agreed", _("de er spurt og er enige")
    NOT_ASKED = "not_asked", _("de er ikke spurt ennå")


class PlanCoordinator(models.Model):
    """Somebody was named coordinator of the plan; the newest is the coordinator now."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(IndividualPlan, models.PROTECT, related_name="coordinators")
    coordinator = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    say = models.CharField(max_length=10, choices=FamilySay)
    named_by = AccountKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    objects = ReadableManager["PlanCoordinator"]()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-named_at"]

    def __str__(self) -> str:
        return str(self.pk)


class PlanText(models.Model):
    """What the person wants others to know, in own words. A row of its own, since a text has a kind."""

    plan = models.OneToOneField(IndividualPlan, models.PROTECT, primary_key=True, related_name="about")
    kind = models.CharField(_("hva slags opplysninger"), max_length=20, choices=KindOfInformation)
    text = models.TextField(_("hvem jeg er, og hva som er viktig for meg"))
    written_by = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class PlanTextVersion(models.Model):
    """What the text said before a change, and who wrote it; read by those who read its kind."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    plan = models.ForeignKey(IndividualPlan, models.PROTECT, related_name="about_versions")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=KindOfInformation)
    text = models.TextField()
    written_by = AccountKey(User, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.version}"


class DocumentState(models.TextChoices):
    """How far the worker has come. Each is shown to the person who waits."""

    WAITING = "waiting", _("venter på tur")
    GATHERING = "gathering", _("henter det planen skal vise")
    SETTING = "setting", _("setter opp sidene")
    SEALING = "sealing", _("gjør dokumentet klart for arkiv og skjermleser")
    READY = "ready", _("ferdig")
    FAILED = "failed", _("det gikk ikke")


class PlanDocument(models.Model):
    """The plan as a PDF, as it was at that time, and as far as the person who ordered it could read.

    The worker gathers it as the orderer, and leaves out what the family may not read: it is the family's
    paper. `holds` says «kind:area» of each text in it and `names_child_welfare` whether it tells of barnevern:
    it is handed to those whose bases cover both. `left_out` are keys of units whose people must hear nothing of
    something that it holds.
    It is named by the time it was made: a number would reveal other documents that its readers do not see. `attempts`
    counts how often the worker began.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(IndividualPlan, models.PROTECT, related_name="documents")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    ordered_by = AccountKey(User, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.WAITING)
    state_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    holds = ArrayField(models.TextField(), default=list)
    names_child_welfare = HiddenTruth(default=False)
    left_out = ArrayField(models.BigIntegerField(), default=list)
    pages = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-ordered_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_unfinished_document_per_person",
                fields=["plan", "ordered_by"],
                condition=~models.Q(state=DocumentState.READY),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PlanFile(models.Model):
    """The file of a document, encrypted. Separate, so that those who see the row (its progress) need not see the file.

    Deleted after some time: the plan lives in the log, and a new document can be made.
    """

    document = models.OneToOneField(PlanDocument, models.CASCADE, primary_key=True, related_name="file")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)
