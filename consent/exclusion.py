"""What a family excepts from its consent: a person, a profession, a fact (R4)."""

import uuid

from django.db import models

from municipality.people.keys import AccountKey
from municipality.people.models import User


class Exclusion(models.Model):
    """One exception. It belongs to the question; once that is in force, to the log (`case_id`), until it is lifted.

    `wanted_by`: which of those who are asked; empty when that one was written down by mistake. `to_lift`: the question
    that asks to lift it.

    A person is kept out as `CaseKeptOut`, and so is everybody with the `profession`. A fact nothing can enforce: who
    writes in the log has read it first (`FactKnown`). Nobody reads this table; functions tell of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.ForeignKey("consent.Consent", models.CASCADE, related_name="+")
    wanted_by = models.ForeignKey("consent.Asked", models.PROTECT, null=True, related_name="+")
    to_lift = models.ForeignKey("consent.Consent", models.SET_NULL, null=True, related_name="+")
    case_id = models.UUIDField(null=True, db_index=True)
    user = AccountKey(User, models.PROTECT, null=True, related_name="+")
    profession = models.CharField(max_length=60, blank=True)
    fact = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = AccountKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="exclusion_of_one_sort",
                condition=models.Q(user__isnull=False, profession="", fact="")
                | models.Q(user=None, profession__gt="", fact="")
                | models.Q(user=None, profession="", fact__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class FactKnown(models.Model):
    """Somebody has said that they have read a fact. Once for each fact."""

    exclusion = models.ForeignKey(Exclusion, models.CASCADE, related_name="+")
    user = AccountKey(User, models.CASCADE, related_name="+")
    known_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="fact_known_once", fields=["exclusion", "user"])]

    def __str__(self) -> str:
        return str(self.pk)
