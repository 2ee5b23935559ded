"""Goals, measures and evaluations of one log.

Goals and measures have no kind of information: all who take part read them, except that what names barnevern is
for those whose basis covers child welfare. An evaluation is an entry with a measure, an effect and a decision, and is
read like any other entry.
"""

import uuid
from datetime import date

from django.contrib.postgres.functions import RandomUUID
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from cases.logs.models import Entry
from municipality.access.columns import ReadableManager
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import Resident, User


class LifeArea(models.TextChoices):
    """The areas of life that an individuell plan is ordered by, so that a goal has its place there from the start."""

    HOME = "home", _("hjem og familie")
    SCHOOL = "school", _("barnehage, skole og arbeid")
    HEALTH = "health", _("helse")
    LEISURE = "leisure", _("fritid og venner")
    ECONOMY = "economy", _("økonomi")
    TRANSITION = "transition", _("overganger")


class GoalStatus(models.TextChoices):
    ACTIVE = "active", _("vi arbeider med det")
    REACHED = "reached", _("nådd")
    DROPPED = "dropped", _("lagt bort")


class Goal(models.Model):
    """What the child and the family wish, in plain words. Written and changed by database verbs only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="goals")
    text = models.TextField(_("mål"))
    life_area = models.CharField(_("livsområde"), max_length=12, choices=LifeArea)
    status = models.CharField(max_length=8, choices=GoalStatus, default=GoalStatus.ACTIVE)
    author = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    signature = models.CharField(max_length=500)
    set_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)

    set_by_child_welfare: bool  # only of rows that come by goal_or_404()

    objects = ReadableManager["Goal"]()

    class Meta:
        base_manager_name = "objects"
        ordering = ["set_at", "id"]
        indexes = [models.Index(fields=["case"], name="goal_by_case")]

    def __str__(self) -> str:
        return str(self.pk)


class Arena(models.TextChoices):
    HOME = "home", _("hjemme")
    KINDERGARTEN = "kindergarten", _("i barnehagen")
    SCHOOL = "school", _("på skolen")
    LEISURE = "leisure", _("på fritiden")
    SERVICE = "service", _("hos en tjeneste")


class Ended(models.TextChoices):
    """How a measure ended. One that has not is planned until it starts, and running after that."""

    DONE = "done", _("gjennomført")
    STOPPED = "stopped", _("avbrutt")


class Measure(models.Model):
    """What is done to reach a goal: what, where, who, from when, until when, and when we look whether it helped.

    Responsible is somebody of the services for a unit, or one of the family (`responsible_resident`);
    `responsible_name` is what the person was called when the measure was set. Written by database verbs only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="measures")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="measures")
    what = models.TextField(_("hva"))
    arena = models.CharField(_("hvor"), max_length=12, choices=Arena)
    responsible = AccountKey(User, models.PROTECT, null=True, related_name="+")
    responsible_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    responsible_resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    responsible_name = models.CharField(max_length=250)
    starts_on = models.DateField(_("starter"))
    deadline = models.DateField(_("frist"))
    evaluate_on = models.DateField(_("evalueres"))
    ended_as = models.CharField(max_length=8, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True)
    author = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    signature = models.CharField(max_length=500)
    set_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)

    who: str  # only of rows that come by selectors.told(), the others by measure_or_404()
    set_by_child_welfare: bool
    given_to_child_welfare: bool

    objects = ReadableManager["Measure"]()

    class Meta:
        base_manager_name = "objects"
        ordering = ["set_at", "id"]
        indexes = [
            models.Index(fields=["case"], name="measure_by_case"),
            models.Index(
                fields=["responsible"], name="open_measure_by_person", condition=models.Q(ended_at=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="somebody_of_the_services_or_the_family_is_responsible",
                condition=models.Q(
                    responsible__isnull=False, responsible_unit__isnull=False, responsible_resident=None
                )
                | models.Q(responsible=None, responsible_unit=None, responsible_resident__isnull=False),
            ),
            models.CheckConstraint(
                name="measure_days_in_order",
                condition=models.Q(deadline__gte=models.F("starts_on"))
                & models.Q(evaluate_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_planned(self, today: date) -> bool:
        return not self.ended_as and self.starts_on > today

    @property
    def next_day(self) -> date:
        """The day by which something has to happen: it is evaluated, or it is done."""
        return min(self.evaluate_on, self.deadline)

    def is_late(self, today: date) -> bool:
        return not self.ended_as and self.next_day < today


class WorkVersion(models.Model):
    """What a goal or a measure said before a change, and who changed it, for which unit.

    `said` holds its words and dates by the names of their columns; `signature` is who changed it, as called then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    goal = models.ForeignKey(Goal, models.CASCADE, null=True, related_name="versions")
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, related_name="versions")
    version = models.PositiveIntegerField()
    said = models.JSONField()
    replaced_by = AccountKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    signature = models.CharField(max_length=500)
    replaced_at = models.DateTimeField()

    objects = ReadableManager["WorkVersion"]()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(
                name="version_of_a_goal_or_a_measure",
                condition=models.Q(goal__isnull=False, measure=None)
                | models.Q(goal=None, measure__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.version)


class Effect(models.IntegerChoices):
    """The five-point scale that an evaluation asks for."""

    WORSE = 1, _("det er blitt verre")
    NONE = 2, _("ingen endring")
    LITTLE = 3, _("litt bedre")
    GOOD = 4, _("bedre")
    VERY_GOOD = 5, _("mye bedre")


class HowHeard(models.TextChoices):
    """How the child's own view was obtained (from the age of seven a child must be heard)."""

    TALK = "talk", _("i en samtale")
    TOGETHER = "together", _("var med da vi evaluerte")
    OBSERVED = "observed", _("gjennom lek, tegning eller observasjon")
    THROUGH_OTHERS = "others", _("gjennom en voksen, etter eget valg")
    NOT_HEARD = "not_heard", _("ikke hørt")


class Decision(models.TextChoices):
    CONTINUE = "continue", _("fortsett som nå")
    CHANGE = "change", _("fortsett, men gjør noe annerledes")
    DONE = "done", _("gjennomført, tiltaket er ferdig")
    STOPPED = "stopped", _("avbryt tiltaket")


# After these the measure runs on and is evaluated again.
GOES_ON = (Decision.CONTINUE.value, Decision.CHANGE.value)


class Evaluation(models.Model):
    """Whether a measure helped. The entry says what happened; those who read the entry read this."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="evaluation")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="evaluations")
    effect = models.PositiveSmallIntegerField(
        choices=Effect, validators=[MinValueValidator(Effect.WORSE), MaxValueValidator(Effect.VERY_GOOD)]
    )
    childs_view = models.TextField()
    how_heard = models.CharField(max_length=12, choices=HowHeard)
    parents_view = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=Decision)
    next_on = models.DateField(null=True)

    class Meta:
        ordering = ["-entry__written_at"]
        constraints = [
            models.CheckConstraint(name="effect_is_1_to_5", condition=models.Q(effect__gte=1, effect__lte=5)),
            models.CheckConstraint(
                name="a_measure_that_goes_on_is_evaluated_again",
                condition=models.Q(decision__in=[Decision.CONTINUE, Decision.CHANGE], next_on__isnull=False)
                | models.Q(decision__in=[Decision.DONE, Decision.STOPPED], next_on=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
