"""A concern (undring): what somebody has seen or heard about a child, before anybody outside the unit is involved.

It holds no identity number, rests on no consent and gives nobody outside the unit any access.
"""

import uuid
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import KeptOut
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User
from municipality.ui.words import Child


class ConcernOutcome(models.TextChoices):
    """How level 0 ended."""

    NO_NEED = "no_need", _("det er ikke behov for mer nå")
    LOG = "log", _("det er åpnet en stafettlogg")


class Concern(models.Model):
    """One person's worry about one child. It belongs to the person who has it, even if others disagree.

    A child who is not born yet has a `due_date` in place of a `birth_date`.

    `keeper` has it: the author, or somebody it was handed to. Without a keeper, or while the keeper no longer works in
    the unit, it belongs to whoever has the leader's place there. Read by the keeper, by the leader of the unit if the
    municipality says so, and by colleagues of the unit whom the keeper adds. `deadline` is when level 0 must be
    clarified; `log_id` is set when a log was opened from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    author = AccountKey(User, models.PROTECT, related_name="+")
    keeper = AccountKey(User, models.PROTECT, null=True, related_name="+")
    child_name = models.CharField(_("barnets navn"), max_length=120)
    birth_date = models.DateField(_("født"), null=True)
    due_date = models.DateField(_("termin"), null=True)
    observed = models.TextField(_("hva jeg har sett eller hørt"))
    since = models.DateField(_("siden når"))
    registered_at = models.DateTimeField()
    deadline = models.DateField()
    version = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=ConcernOutcome, blank=True)
    outcome_reason = models.TextField(blank=True)
    log_id = models.UUIDField(null=True, editable=False)

    class Meta:
        ordering = ["-registered_at"]
        indexes = [models.Index(fields=["unit", "-registered_at"], name="concern_by_unit")]
        constraints = [
            models.CheckConstraint(
                name="concern_outcome_known", condition=models.Q(outcome__in=["", *ConcernOutcome.values])
            ),
            models.CheckConstraint(
                name="child_is_born_or_expected",
                condition=models.Q(birth_date=None, due_date__isnull=False)
                | models.Q(birth_date__isnull=False, due_date=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def first_name(self) -> str:
        return self.child_name.split()[0]

    @property
    def born(self) -> date:
        """The birth date; ValueError while the child is not born."""
        if self.birth_date is None:
            raise ValueError("not born yet")
        return self.birth_date

    @property
    def child(self) -> Child:
        return Child(self.child_name, self.birth_date, self.due_date)

    @property
    def whom(self) -> str:
        """«Emma Eksempel, 9 år»."""
        return self.child.whom

    @property
    def age(self) -> str:
        """«9 år», or «termin 12.3.2027»."""
        return self.child.age


class ConcernColleague(models.Model):
    """A colleague of the same unit whom the keeper lets read the concern."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, models.CASCADE, related_name="colleagues")
    user = AccountKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_row_per_colleague", fields=["concern", "user"])]

    def __str__(self) -> str:
        return str(self.pk)


class ConcernKeptOut(KeptOut):
    """Kept out of a concern by who has it; of the log too that is opened from it."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="kept_out_of_a_concern_once",
                fields=["concern", "user"],
                condition=models.Q(lifted_at=None),
            )
        ]
