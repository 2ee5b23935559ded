"""That a unit lets another read its own notes in a log by statute, and who of that other unit reads them.

Both tables are under row security and read by nobody: functions tell of them (`told.sql`), and verbs write them.
"""

import uuid
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from municipality.organisation.models import Unit
from municipality.people.keys import AccountKey
from municipality.people.models import User

LONGEST_REASON: Final = 300


class Provision(models.TextChoices):
    """What the law opens for. For whom each counts says `sealed.statute_rules`; its section is the reference
    `statute_<provision>`.
    """

    OWN_TASKS = "own_tasks", _("det er nødvendig for oppgavene som enheten vår har etter loven")
    HEALTH_TASKS = (
        "health_tasks",
        _("det er nødvendig for oppgavene til helse- og omsorgstjenesten, eller mot fare for liv og helse"),
    )
    CHILD_WELFARE_TASKS = (
        "child_welfare_tasks",
        _("det er nødvendig for oppgavene til barnevernet, eller mot fare for liv og helse"),
    )
    SOCIAL_TASKS = (
        "social_tasks",
        _("det er nødvendig for oppgavene til sosialtjenesten, eller mot fare for liv og helse"),
    )
    NAV_TASKS = "nav_tasks", _("det er nødvendig for oppgavene til arbeids- og velferdsetaten")
    ORDERED = "ordered", _("barnevernet har pålagt oss å gi opplysningene")


class Statute(models.Model):
    """`unit`, whose notes in `case` of these kinds are opened, has decided it; persons of `receiver` read them.

    From `decided_at` until the end of `last_day`, or until it is ended. Another time is another decision.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    provision = models.CharField(max_length=20, choices=Provision)
    kinds = ArrayField(models.TextField())
    reason = models.CharField(max_length=LONGEST_REASON)
    decided_by = AccountKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    last_day = models.DateField()
    ended_by = AccountKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="statute_opens_for_another_unit", condition=~models.Q(receiver=models.F("unit"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class StatuteReader(models.Model):
    """Somebody of the receiving unit who reads by it, as long as the decision holds and the person works there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statute = models.ForeignKey(Statute, models.PROTECT, related_name="+")
    user = AccountKey(User, models.PROTECT, related_name="+")
    named_by = AccountKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_reader_by_statute",
                fields=["statute", "user"],
                condition=models.Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
